# Turns *.sql into C: one `const struct sql sql_<stem>` per file, a table of them all, and the header beside it.
# usage: awk -v service=grading -v header=grading_sql.h -f sql.awk a.sql b.sql > grading_sql.c
function flush_file() {
        if (stem == "") return
        printf "const struct sql sql_%s = {\n        .name = \"%s\",\n        .args = %d,\n        .text =\n%s};\n\n", stem, stem, args, body
        printf "extern const struct sql sql_%s;\n", stem > header
        list = list "        &sql_" stem ",\n"
        stem = ""
}
BEGIN {
        print "/* Generated from the .sql files of " service ". */\n#include \"" service "_sql.h\"\n"
        guard = toupper(service) "_SQL_H"
        print "/* Generated from the .sql files of " service ". */\n#ifndef " guard "\n#define " guard "\n\n#include \"resale/db.h\"\n" > header
}
FNR == 1 {
        flush_file(); body = ""; args = 0
        stem = FILENAME; sub(/.*\//, "", stem); sub(/\.sql$/, "", stem)
}
{
        line = $0
        rest = line
        while (match(rest, /\$[0-9]+/)) {
                n = substr(rest, RSTART + 1, RLENGTH - 1) + 0
                if (n > args) args = n
                rest = substr(rest, RSTART + RLENGTH)
        }
        gsub(/\\/, "\\\\", line); gsub(/"/, "\\\"", line)
        body = body "                \"" line "\\n\"\n"
}
END {
        flush_file()
        printf "const struct sql *const %s_statements[] = {\n%s        NULL\n};\n", service, list
        printf "\nextern const struct sql *const %s_statements[];   /* NULL-terminated */\n\n#endif\n", service > header
}
