#include "contrast.h"

#include <math.h>

static bool parse(const char *colour, double channel[3])
{
        static const char digits[] = "0123456789abcdef";

        if (!colour || colour[0] != '#' || strlen(colour) != 7 || strspn(colour + 1, digits) != 6)
                return false;
        for (int i = 0; i < 3; i++) {
                const char *pair = colour + 1 + 2 * i;
                channel[i] = (double)((strchr(digits, pair[0]) - digits) * 16 + (strchr(digits, pair[1]) - digits)) / 255;
        }
        return true;
}

static double luminance(const double channel[3])
{
        static const double weight[3] = { 0.2126, 0.7152, 0.0722 };
        double sum = 0;

        for (int i = 0; i < 3; i++)
                sum += weight[i] * (channel[i] <= 0.04045 ? channel[i] / 12.92 : pow((channel[i] + 0.055) / 1.055, 2.4));
        return sum;
}

int64_t contrast(const char *one, const char *other)
{
        double a[3], b[3];

        if (!parse(one, a) || !parse(other, b))
                return -1;
        double light = fmax(luminance(a), luminance(b)), dark = fmin(luminance(a), luminance(b));
        return (int64_t)floor(100 * (light + 0.05) / (dark + 0.05) + 1e-9);
}
