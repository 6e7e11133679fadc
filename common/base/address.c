#include "resale/address.h"

bool address_is_private(uint32_t address)
{
        static const struct { uint32_t network; int bits; } nets[] = {
                { 0x00000000, 8 }, { 0x0a000000, 8 }, { 0x64400000, 10 }, { 0x7f000000, 8 }, { 0xa9fe0000, 16 }, { 0xac100000, 12 }, { 0xc0a80000, 16 },
                { 0xc0000000, 24 }, { 0xc6120000, 15 }, { 0xe0000000, 3 },
        };

        for (size_t i = 0; i < ARRAY_LEN(nets); i++)
                if (address >> (32 - nets[i].bits) == nets[i].network >> (32 - nets[i].bits))
                        return true;
        return false;
}
