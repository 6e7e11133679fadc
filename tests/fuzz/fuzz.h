#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Each file here is a libFuzzer target (clang -DFUZZING -fsanitize=fuzzer); without it, a program that replays the files it is given. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

#ifndef FUZZING
int main(int argc, char **argv)
{
        static uint8_t bytes[1 << 20];

        for (int i = 1; i < argc; i++) {
                FILE *file = fopen(argv[i], "rb");
                if (!file)
                        return EXIT_FAILURE;
                size_t length = fread(bytes, 1, sizeof bytes, file);
                fclose(file);
                LLVMFuzzerTestOneInput(bytes, length);
        }
        printf("%d inputs replayed\n", argc - 1);
        return argc > 1 ? EXIT_SUCCESS : EXIT_FAILURE;
}
#endif

#endif
