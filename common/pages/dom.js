// Elements and icons.

/** el('p', { class: 'muted', onclick }, 'text', child). Texts are never parsed as HTML; undefined, null and false are left out. */
export function el(tag, props = {}, ...children) {
        const node = document.createElement(tag);
        for (const [name, value] of Object.entries(props || {})) {
                if (value === undefined || value === null || value === false) continue;
                if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
                else if (name === 'value') node.value = value;
                else node.setAttribute(name, value === true ? '' : value);
        }
        node.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false));
        return node;
}

// 20 px grid, drawn with a stroke of 1.75 px. An icon never stands without its word.
const paths = {
        start: 'M3 10l7-6 7 6v7h-5v-4H8v4H3z',
        floor: 'M3 17V9h4v8M8 17V4h4v13M13 17v-6h4v6M2 17h16',
        receive: 'M10 3v8M6.5 7.5L10 11l3.5-3.5M3 12v5h14v-5',
        bench: 'M8.5 3.5a5 5 0 1 1 0 10 5 5 0 0 1 0-10zM12.2 12.2L17 17',
        work: 'M12 3a4 4 0 0 0-3.6 5.8L3 14.2V17h2.8l5.4-5.4A4 4 0 0 0 16.6 6.4L14 9l-3-3 2.6-2.6A4 4 0 0 0 12 3z',
        listings: 'M3 3h7l7 7-7 7-7-7zM6.5 6.5h.01',
        earnings: 'M3 17h14M4 13l4-5 3 3 5-7M12 4h4v4',
        orders: 'M3 6l7-3 7 3v8l-7 3-7-3zM3 6l7 3 7-3M10 9v8',
        routing: 'M10 17v-6L5 6M10 11l5-5M5 9V6h3M15 9V6h-3',
        setup: 'M3 6h6M13 6h4M3 14h2M9 14h8M11 4v4M7 12v4',
        good: 'M4 10.5l4 4L16 6',
        attention: 'M10 3l8 14H2zM10 8v4M10 14.5v.01',
        stop: 'M5 5l10 10M15 5L5 15',
        camera: 'M3 6h3l1.5-2h5L14 6h3v10H3zM10 8a3 3 0 1 1 0 6 3 3 0 0 1 0-6z',
        scan: 'M3 7V4h3M14 4h3v3M17 13v3h-3M6 16H3v-3M7 7v6M10 7v6M13 7v6',
};

export function icon(name) {
        const space = 'http://www.w3.org/2000/svg', svg = document.createElementNS(space, 'svg'), path = document.createElementNS(space, 'path');
        svg.setAttribute('viewBox', '0 0 20 20');
        svg.setAttribute('class', 'icon');
        svg.setAttribute('aria-hidden', 'true');
        path.setAttribute('d', paths[name]);
        svg.append(path);
        return svg;
}
