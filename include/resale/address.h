#ifndef RESALE_ADDRESS_H
#define RESALE_ADDRESS_H

#include "resale/base.h"

/* An IPv4 address, in host order, that is not out on the internet: this host, private, shared, link-local, protocol, benchmark, multicast and
 * reserved blocks (IANA IPv4 Special-Purpose Address Registry). */
bool address_is_private(uint32_t address);

#endif
