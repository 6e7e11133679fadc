// What a question is about, drawn: shown at the point of choice. 64 by 64, lines only; rubric_check.c knows the names.
import { el } from './kit/kit.js';

const eye = 'M4 30C10 22 18 22 24 30C18 38 10 38 4 30ZM12 30A2 2 0 1 0 16 30A2 2 0 1 0 12 30';
const drawn = {
        distance_20: ['20 cm away', `${eye}M28 30H38M40 16H54V44H40Z`, '20 cm'],
        distance_50: ['50 cm away', `${eye}M28 30H52M54 22H62V38H54Z`, '50 cm'],
        smell: ['Smell', 'M18 52C12 44 24 38 18 28C12 20 22 16 18 10M32 52C26 44 38 38 32 28C26 20 36 16 32 10M46 52C40 44 52 38 46 28C40 20 50 16 46 10'],
        stain: ['Stain', 'M32 10C38 22 48 28 48 40A16 14 0 0 1 16 40C16 28 26 22 32 10ZM24 42A8 7 0 0 0 32 48'],
        mould: ['Mould', 'M14 44A8 8 0 1 0 30 44A8 8 0 1 0 14 44M30 26A10 10 0 1 0 50 26A10 10 0 1 0 30 26M40 46A5 5 0 1 0 50 46A5 5 0 1 0 40 46M18 22A4 4 0 1 0 26 22A4 4 0 1 0 18 22M22 44V44.1M40 26V26.1'],
        snag: ['Snag', 'M8 16H56M8 28H22C28 28 26 12 33 12S38 28 44 28H56M8 40H56M8 52H56'],
        hole: ['Hole', 'M10 10H54V54H10ZM26 24L34 20 43 26 45 36 37 45 27 43 21 34Z'],
        pilling: ['Pilling', 'M8 46H56M8 54H56M14 38A5 5 0 1 0 24 38A5 5 0 1 0 14 38M28 32A6 6 0 1 0 40 32A6 6 0 1 0 28 32M44 39A4 4 0 1 0 52 39A4 4 0 1 0 44 39'],
        seam: ['Seam', 'M32 8V20M32 44V56M32 20C24 28 24 36 32 44C40 36 40 28 32 20M22 12H28M36 12H42M20 24H24M40 24H44M20 40H24M40 40H44M22 52H28M36 52H42'],
        zip: ['Zip', 'M24 8V56M40 8V56M24 14H32M32 20H40M24 26H32M32 32H40M24 38H32M28 38H38V50L33 56 28 50Z'],
        label: ['Label', 'M14 10H50V54H14ZM22 22H42M22 32H42M22 42H34'],
        scuff: ['Scuff', 'M10 50C10 26 26 12 54 12V50ZM24 40L34 28M30 44L42 28M38 44L46 34'],
        sole: ['Sole', 'M24 6C38 6 42 18 40 28C38 36 42 44 40 52C38 60 24 60 22 52C20 44 22 38 20 30C18 20 16 6 24 6ZM22 18H40M22 26H40M24 46H40'],
        corner: ['Corner', 'M8 12H42C50 12 54 16 54 24V56M8 22H38C42 22 44 24 44 28V56M46 16L52 22M42 18L48 26'],
        handle: ['Handle', 'M12 30H52L56 56H8ZM22 30V22A10 10 0 0 1 42 22V30'],
        screen: ['Screen', 'M18 6H46V58H18ZM18 14H46M18 48H46M24 40L40 22'],
        battery: ['Battery', 'M8 20H50V44H8ZM50 28H56V36H50M14 26H20V38H14ZM24 26H30V38H24Z'],
        port: ['Port', 'M10 24H54V40H10ZM20 32H44M32 8V24'],
        switch: ['Function', 'M32 10V32M20 18A18 18 0 1 0 44 18'],
        chip: ['Chip', 'M10 20H26L30 28 36 24 38 20H54C54 40 46 52 32 52S10 40 10 20Z'],
        parts: ['Parts', 'M10 10H30V30H10ZM38 14L54 14 46 30ZM12 46A9 9 0 1 0 30 46A9 9 0 1 0 12 46M38 38H54V54H38Z'],
        seal: ['Seal', 'M10 32A22 22 0 1 0 54 32A22 22 0 1 0 10 32M22 32L30 40 43 24'],
        recall: ['Recall', 'M32 8L58 54H6ZM32 24V40M32 46V46.1'],
};

export const pictureNames = Object.entries(drawn).map(([name, [text]]) => [name, text]);

const space = 'http://www.w3.org/2000/svg';
function part(tag, props, text) {
        const node = document.createElementNS(space, tag);
        for (const [name, value] of Object.entries(props)) node.setAttribute(name, value);
        if (text) node.textContent = text;
        return node;
}

/** The picture of that name with what it is of as its text; nothing for a name that is not known. */
export function picture(name) {
        if (!drawn[name]) return '';
        const [text, path, words] = drawn[name], svg = part('svg', { viewBox: '0 0 64 64', class: 'picture', role: 'img', 'aria-label': text, fill: 'none', stroke: 'currentColor',
                'stroke-width': 2, 'stroke-linecap': 'round', 'stroke-linejoin': 'round', width: 64, height: 64 });
        svg.append(part('path', { d: path }));
        if (words) svg.append(part('text', { x: 32, y: 60, 'text-anchor': 'middle', 'font-size': 12, fill: 'currentColor', stroke: 'none' }, words));
        return svg;
}

/** The picture, its distance and what helps, beside a question. */
export const shown = ({ picture: name, distance_cm: distance, help }) => (name || help || distance) && el('div', { class: 'row top-aligned' }, picture(name),
        el('p', { class: 'muted' }, [distance && `From ${distance} cm.`, help].filter(Boolean).join(' ')));
