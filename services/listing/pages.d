services/listing/pages: services/listing/pages.c services/listing/pages.h \
 include/resale/html.h include/resale/json.h include/resale/arena.h \
 include/resale/base.h include/resale/problem.h \
 include/resale/problems.def include/resale/shape.h \
 build/test/gen/assets.h include/resale/service.h include/resale/http.h \
 include/resale/auth.h include/resale/roles.def include/resale/scopes.def \
 include/resale/db.h include/resale/log.h
services/listing/pages.h:
include/resale/html.h:
include/resale/json.h:
include/resale/arena.h:
include/resale/base.h:
include/resale/problem.h:
include/resale/problems.def:
include/resale/shape.h:
build/test/gen/assets.h:
include/resale/service.h:
include/resale/http.h:
include/resale/auth.h:
include/resale/roles.def:
include/resale/scopes.def:
include/resale/db.h:
include/resale/log.h:
