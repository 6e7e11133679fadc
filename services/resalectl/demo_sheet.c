/* Noise. */
#include "demo_sheet.h"

float hash(int x, int y)
{
        uint32_t h = (uint32_t)x * 374761393u + (uint32_t)y * 668265263u;

        h = (h ^ (h >> 13)) * 1274126177u;
        return (float)((h ^ (h >> 16)) & 0xffff) / 65535.0f;
}

float noise(float x, float y)
{
        float left = floorf(x), top = floorf(y), fx = smooth(0, 1, x - left), fy = smooth(0, 1, y - top);
        int i = (int)left, j = (int)top;
        float above = hash(i, j) + (hash(i + 1, j) - hash(i, j)) * fx, below = hash(i, j + 1) + (hash(i + 1, j + 1) - hash(i, j + 1)) * fx;

        return above + (below - above) * fy;
}

float cloud(float x, float y) { return noise(x, y) + .5f * noise(2.1f * x + 7, 2.1f * y + 3) + .25f * noise(4.3f * x + 1, 4.3f * y + 9); }
