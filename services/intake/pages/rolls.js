// Plates that are printed ahead, on rolls: one merchant's each.
import { el, field, form, forMerchant, list, page, plate, say, sheet, action, api, time } from './kit/kit.js';

const most = 1000, sizes = [['57x32', '57 × 32 mm'], ['102x51', '102 × 51 mm']];

/** A file for each thousand labels. */
function files(at, roll, format) {
        const links = [];
        for (let from = 1; from <= roll.count; from += most) {
                const to = Math.min(roll.count, from + most - 1), part = roll.count > most ? ` ${from} to ${to}` : '';
                links.push(el('a', { class: 'button quiet', href: `${at}/${roll.roll_id}/labels?format=${format}&from=${from}`, download: true }, `${format.toUpperCase()}${part}`));
        }
        return links;
}

function show({ main }, place, merchant) {
        const at = `/intake/v1/merchants/${merchant.merchant_id}/plate-rolls`;
        const rolls = list({ path: at, empty: 'No roll yet. With plates printed ahead, receiving is two scans a piece and needs no printer at the bench.', columns: [
                ['Plates', (r) => el('div', {}, plate(r.first), ' to ', plate(r.last))], ['Count', (r) => String(r.count), 'number'], ['Used', (r) => String(r.used), 'number'],
                ['Size', (r) => sizes.find(([size]) => size === r.size)[1]], ['Made', (r) => time(r.made_at)],
                ['Actions', (r) => el('div', { class: 'row' }, files(at, r, 'zpl'), files(at, r, 'pdf'))],
        ] });
        const add = () => {
                const made = sheet(`A roll for ${merchant.name}`, el('p', { class: 'muted' }, 'These plates are kept for it from now on. Download the labels and print them once.'), form([
                        field('count', 'How many plates', { as: 'number', value: '500', hint: 'At most 5,000.' }),
                        el('div', { class: 'pair' }, field('size', 'Size', { options: sizes }), field('dpi', 'Dots per inch', { options: ['203', '300'], as: 'number' })),
                ], 'Reserve plates', async ({ dpi, ...given }) => {
                        await api('POST', at, { ...given, dpi: Number(dpi) });
                        made.close();
                        await rolls.refresh();
                        say('The plates are reserved. Download their labels.', 'good');
                }));
        };
        place.replaceChildren(el('section', { class: 'panel' }, el('div', { class: 'row between' }, el('h2', {}, `Rolls of ${merchant.name}`),
                        action('Make a roll', async () => add(), '')),
                el('p', { class: 'muted' }, 'A plate carries the number of its merchant, so each roll is for one merchant: on a mixed bench keep one roll a merchant at hand. '
                        + 'A plate off another roll is refused.'),
                rolls));
        main.append(place);
        return rolls.refresh();
}

await page({ place: 'receive', title: 'Plate rolls', lead: 'Plates printed ahead: scan the piece, scan a plate off the roll, put it on.' }, async (parts) => {
        const place = el('div', {});
        parts.tools.append(el('a', { class: 'button quiet', href: '/intake/' }, 'Receive'));
        await forMerchant(parts, (merchant) => show(parts, place, merchant));
});
