// What to look at, drawn by hand on a grid of 64: the pictures that rubrics name.
const paths = {
        distance_20: 'M4 30q10-12 20 0q-10 12-20 0zM14 30h.01M40 16h18v28H40zM26 54h12M26 50v8M38 50v8',
        distance_50: 'M2 30q8-10 16 0q-8 10-16 0zM10 30h.01M50 20h12v20H50zM18 54h32M18 50v8M50 50v8',
        smell: 'M20 54v-8q-8-6 0-14t0-14M32 54v-8q-8-6 0-14t0-14M44 54v-8q-8-6 0-14t0-14',
        stain: 'M20 24q6-14 18-8t14 18q-2 14-18 14T14 40q0-8 6-16zM28 30h.01M38 38h.01M56 12h.01M10 54h.01',
        mould: 'M22 18a7 7 0 1 0 .1 0M44 14a4 4 0 1 0 .1 0M40 32a9 9 0 1 0 .1 0M18 44a4 4 0 1 0 .1 0M22 25h.01M40 41h.01',
        snag: 'M6 26h18M42 26h16M6 38h14q8 0 10-10t6-8 2 10-8 6 2-12M40 38h18M6 50h52',
        hole: 'M8 12h48v40H8zM24 34q2-10 12-8t6 10-10 8-8-10z',
        pilling: 'M8 48q24-8 48 0M16 34a3 3 0 1 0 .1 0M28 28a4 4 0 1 0 .1 0M42 34a3 3 0 1 0 .1 0M36 16a3 3 0 1 0 .1 0M50 22a2 2 0 1 0 .1 0',
        seam: 'M32 8v48M24 12l16 6M24 22l16 6M24 32l16 6M24 42l16 6',
        zip: 'M24 8v30M40 8v30M24 12h8M32 18h8M24 24h8M32 30h8M27 38h10l3 18H24z',
        label: 'M14 10h36v44H14zM26 18h12M22 30h20M22 38h20M22 46h12',
        scuff: 'M8 46q8-26 48-22v22zM24 42l6-10M34 42l6-10M44 42l6-10',
        sole: 'M18 56q-8-16-2-30T32 8q14 2 14 16-6 8-4 16t-4 16zM20 44h18M17 34h24M20 22h24',
        corner: 'M14 12h38v40H32M14 12v22M14 34q10 2 12 10M26 44l6 8M18 42l-6 6M22 48l-4 6',
        handle: 'M12 28h40v28H12zM22 28V18q0-10 10-10t10 10v10M22 38h20',
        screen: 'M18 6h28v52H18zM28 51h8M24 14l12 10-6 4 10 12',
        battery: 'M8 22h42v20H8zM50 28h6v8h-6M16 28v8M24 28v8M32 28v8',
        port: 'M12 22h40q6 0 6 10t-6 10H12q-6 0-6-10t6-10zM18 32h28',
        switch: 'M20 20h24a12 12 0 0 1 0 24H20a12 12 0 0 1 0-24zM44 25a7 7 0 1 0 .1 0',
        chip: 'M12 20h14l5 10 8-6 5-4h8l-6 32H18zM12 20l6 32',
        parts: 'M10 10h18v18H10zM36 10h18v18H36zM10 36h18v18H10zM38 46l6 6 12-14',
        seal: 'M10 18h44v36H10zM10 30h44M27 18v18h10V18',
        recall: 'M32 8l26 46H6zM32 26v14M32 46v.01',
};

/** The picture of that name; undefined: there is none. */
export function picture(name) {
        if (!paths[name]) return undefined;
        const space = 'http://www.w3.org/2000/svg', svg = document.createElementNS(space, 'svg'), path = document.createElementNS(space, 'path');
        svg.setAttribute('viewBox', '0 0 64 64');
        svg.setAttribute('class', 'picture-of');
        svg.setAttribute('aria-hidden', 'true');
        path.setAttribute('d', paths[name]);
        svg.append(path);
        return svg;
}
