// What a shot should look like, as an outline: laid over the camera's picture, and shown where a photo is missing. 400 by 300, drawn by hand.
const paths = {
        none: '',
        garment: 'M150 40C165 62 235 62 250 40L300 58 345 118 305 146 282 122V268H118V122L95 146 55 118 100 58Z',
        shoe: 'M60 205C60 150 66 118 88 102 104 118 130 118 150 100L236 164C266 182 332 176 345 206V232H60ZM60 214H345M176 120L196 104M198 136L218 120',
        box: 'M200 50L330 105V215L200 265 70 215V105ZM70 105L200 155 330 105M200 155V265',
        tag: 'M130 50H270V250H130ZM190 78A10 10 0 1 0 210 78A10 10 0 1 0 190 78M160 130H240M160 165H240M160 200H215',
        defect: 'M120 150A80 80 0 1 0 280 150A80 80 0 1 0 120 150M200 30V96M200 204V270M80 150H146M254 150H320',
};

export const outlineNames = [['none', 'None'], ['garment', 'Garment'], ['shoe', 'Shoe, from the side'], ['box', 'Box'], ['tag', 'Tag'], ['defect', 'Defect, close up']];

export function outline(name, kind) {
        const space = 'http://www.w3.org/2000/svg', svg = document.createElementNS(space, 'svg'), path = document.createElementNS(space, 'path');
        svg.setAttribute('viewBox', '0 0 400 300');
        svg.setAttribute('class', kind);
        svg.setAttribute('aria-hidden', 'true');
        path.setAttribute('d', paths[name] || '');
        svg.append(path);
        return svg;
}
