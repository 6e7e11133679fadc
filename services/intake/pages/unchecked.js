// Labels to check: units received here whose plate is not closed, until their label is scanned.
import { api, el, plate, table, time } from './kit/kit.js';

/** node: hidden while there is none. refresh(); close(unit, code): a label of the list was scanned, which is what it waits for; true when it was of the list. */
export function unchecked(facility, open) {
        const node = el('section', { class: 'panel', 'aria-label': 'Not checked yet', hidden: true });
        let items = [];

        const refresh = async () => {
                const page = await api('GET', `/intake/v1/unchecked-labels?facility_id=${facility()}&limit=200`);
                items = page.items;
                node.hidden = !items.length;
                node.replaceChildren(el('details', { open: node.querySelector('details')?.open }, el('summary', {}, el('h2', {}, `Labels to check: ${page.next ? 'more than ' : ''}${items.length}`)),
                        el('p', { class: 'muted' }, 'These units were received here, and nobody has scanned their label yet. Scan each off its piece; print it where it is missing.'),
                        table([['Piece', (u) => el('div', {}, el('div', {}, u.title), el('div', { class: 'small muted code' }, u.sku))], ['Merchant', (u) => u.merchant],
                                ['Plate', (u) => plate(u.lpn)], ['Label', (u) => u.printed ? 'Printed' : 'Not printed'], ['Received', (u) => time(u.received_at)],
                                ['Actions', (u) => el('button', { type: 'button', class: 'quiet', onclick: () => open(u) }, 'Open')]], items)));
        };
        const close = async (unit, code) => {
                if (!items.some((one) => one.unit_id === unit.unit_id)) return false;
                await api('POST', `/intake/v1/merchants/${unit.merchant_id}/units/${unit.unit_id}/label-checks`, { code });
                await refresh();
                return true;
        };
        return { node, refresh, close };
}
