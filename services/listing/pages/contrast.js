// Contrast of colours as WCAG 2.2 counts it, the same as the server's.

const channels = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
const light = (colour) => channels(colour).map((part) => part / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);

export const isColour = (text) => /^#[0-9a-f]{6}$/.test(text);

/** 4.54: cut, never rounded up. */
export function contrast(one, other) {
        const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
        return Math.floor(100 * (high + 0.05) / (low + 0.05) + 1e-9) / 100;
}

const mixed = (from, to, part) => `#${channels(from).map((value, i) => Math.round(value + (channels(to)[i] - value) * part).toString(16).padStart(2, '0')).join('')}`;

/** The nearest colour of the same hue that stands out enough. */
export function readable(colour, ground, least) {
        const toward = contrast('#000000', ground) >= contrast('#ffffff', ground) ? '#000000' : '#ffffff';
        for (let step = 0; step <= 100; step++) {
                const next = mixed(colour, toward, step / 100);
                if (contrast(next, ground) >= least) return next;
        }
        return toward;
}
