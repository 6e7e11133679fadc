// A blind count: each scan is a piece, a number after it stands for more; what is expected is not shown until the round ends.
import { action, api, ask, el, field, form, list, onQueue, send, sheet, state, time } from './kit/kit.js';
import { allSent } from './offline.js';

const called = (what) => what.title || what.product;
const times = (count, what) => `${count.toLocaleString('en')} ${count === 1 ? 'piece' : 'pieces'} of ${called(what)}`;

const kinds = { over: 'Over', short: 'Short', unexpected: 'Not on the manifest' };
const product = (one) => el('div', {}, el('div', {}, called(one)), el('div', { class: 'small muted code' }, [one.sku, one.barcode].filter(Boolean).join(' · ') || (one.title && one.product)));

/** Products whose count differs; blind: only which, since they are counted again. */
export const differences = (at, blind) => list({ path: `${at}/differences`, empty: 'Nothing differs.', columns: blind ? [['Product', product], ['Counted in round', (d) => d.round, 'number']] : [
        ['Product', product], ['Expected', (d) => d.expected, 'number'], ['Counted', (d) => d.counted, 'number'],
        ['Difference', (d) => `${d.counted > d.expected ? '+' : '−'}${Math.abs(d.counted - d.expected)}`, 'number'],
        ['First count', (d) => d.round > 1 ? d.first : '', 'number'], ['Kind', (d) => state(d.kind === 'unexpected' ? 'unexpected' : 'short', kinds[d.kind])],
] });

/**
 * The count at a station. with: at (the shipment's address), shipment, desk, may, again() shows the consignment afresh.
 * node is shown, scan(code) counts one, refresh() reads what one counted.
 */
export function counting({ at, shipment, desk, may, again }) {
        const { manifest } = shipment, reference = shipment.rma || shipment.tracking_number, node = el('div', { class: 'stack' });
        const last = el('div', {}), total = el('strong', {}, manifest.counted.toLocaleString('en'));
        const mine = list({ path: `${at}/count/entries`, limit: 10, keep: `count ${shipment.shipment_id}`, empty: 'What you scan appears here, the last first, and can be put right.', columns: [
                ['Product', product], ['Pieces', (e) => e.quantity || 'Undone', 'number'], ['When', (e) => time(e.counted_at)],
                ['Actions', (e) => e.quantity ? el('div', { class: 'row' }, action('Change', async () => change(e)), action('Undo', () => set(e, 0))) : ''],
        ] });

        const told = (entry) => {
                total.textContent = entry.counted.toLocaleString('en');
                return mine.refresh();
        };
        const set = async (entry, quantity) => {
                const now = await api('PUT', `${at}/count/entries/${entry.entry_id}`, { quantity });
                desk.tell(quantity ? { kind: 'good', word: times(now.of_product, now), text: `The last scan stands for ${quantity.toLocaleString('en')}.` }
                        : { kind: 'attention', word: 'Undone', text: `${times(now.of_product, now)} now.` });
                desk.undo();
                if (quantity) ready(now); else last.replaceChildren();
                await told(now);
                desk.focus();
        };
        /** The number of the last scan; a scan that comes while its field is chosen goes to the station. */
        const ready = (entry) => {
                const number = field('quantity', 'How many of it', { as: 'number', value: entry.quantity, hint: 'One scan is one piece. For a pile of the same, count it and key the number.' });
                const input = number.querySelector('input');
                input.addEventListener('focus', () => input.select());
                const node = form([number], 'Set the number', ({ quantity }) => set(entry, quantity), { row: true, kind: 'quiet' });
                last.replaceChildren(el('section', { class: 'panel', 'aria-label': 'Last scan' },
                        el('div', { class: 'row between' }, el('h2', {}, called(entry)), el('span', { class: 'muted' }, `${entry.of_product.toLocaleString('en')} counted of it`)),
                        node));
                node.append(action('Undo this scan', () => set(entry, 0)));
        };
        const change = (entry) => {
                const made = sheet(`How many of ${called(entry)}`, form([field('quantity', 'Pieces', { as: 'number', value: entry.quantity })], 'Set the number', async ({ quantity }) => {
                        await set(entry, quantity);
                        made.close();
                }));
        };
        const scan = async (code) => {
                const entry = await send('POST', `${at}/count/entries`, { code, round: manifest.round }, { what: `Counted: ${code}, ${reference}` });
                if (!entry) {
                        desk.undo();
                        last.replaceChildren();
                        return desk.tell({ kind: 'attention', word: 'Counted, not sent yet', text: `${code}. The server is away and this is kept here. Scan the next piece.` });
                }
                desk.tell({ kind: 'good', word: times(entry.of_product, entry), text: entry.title ? 'Scan the next piece, or key how many there are.'
                        : 'No name is known for it. It is counted under its code.' });
                desk.undo(`one piece of ${called(entry)}`, () => set(entry, 0));
                ready(entry);
                return told(entry);
        };
        const sentence = () => `${total.textContent} pieces were counted. They are compared with the manifest, and nobody can count further in this round.`;
        const finish = () => ask('Finish this count?', sentence(), 'Finish count', async () => {
                await allSent(at, 'finished');
                const after = await api('POST', `${at}/count/submit`), found = after.manifest.differences;
                desk.tell(found ? { kind: 'attention', word: found === 1 ? 'One product differs' : `${found} products differ`, text: 'A supervisor decides.' }
                        : { kind: 'good', word: 'The count agrees', text: 'Scan a piece to give it its plate.' });
                await again();
        });
        const skip = () => ask('Do without a count?', 'What was counted is dropped. What is expected is shown, and pieces get their plates at once.', 'Skip the count', async () => {
                await api('POST', `${at}/count/decision`, { decision: 'skip' });
                await again();
        });
        onQueue(({ answer }) => { if (answer?.entry_id && node.isConnected) told(answer); });   /* one that waited was sent */
        const wanted = manifest.round > 1 ? differences(at, true) : undefined;
        node.append(last, wanted ? el('section', { class: 'panel' }, el('h2', {}, 'Count only these again'),
                el('p', { class: 'muted' }, 'Their counts differed. Whoever counted one in the round before leaves it to another person.'), wanted) : '',
        el('section', { class: 'panel', 'aria-label': 'Count' },
                el('div', { class: 'row between' }, el('h2', {}, manifest.round > 1 ? `Count, round ${manifest.round}` : 'Blind count'), el('div', { class: 'row' },
                        el('p', {}, total, el('span', { class: 'muted' }, ' counted by everybody')), may('supervisor') && action('Skip the count', async () => skip()),
                        action('Finish count', async () => finish(), '', 'CLOSE'))),
                mine));
        return { node, scan, refresh: () => Promise.all([mine.refresh(), wanted?.refresh()]) };
}

/** A submitted count that differs: what a supervisor decides. */
export function deciding({ at, shipment, desk, may, again }) {
        const shown = differences(at, false), { manifest } = shipment;
        const decide = (title, sentence, label, decision, kind) => {
                const made = sheet(title, el('p', { class: 'muted' }, sentence), form([field('note', 'Note', { area: true, required: false })], label, async (given) => {
                        await api('POST', `${at}/count/decision`, { decision, ...given });
                        made.close();
                        desk.tell(decision === 'accept' ? { kind: 'good', word: 'Count accepted', text: 'Scan a piece to give it its plate.' }
                                : { word: `Round ${manifest.round + 1}`, text: 'What differed is counted again, by another person.' });
                        await again();
                }, { kind }));
        };
        const node = el('section', { class: 'panel', 'aria-label': 'Differences' },
                el('div', { class: 'row between' }, el('h2', {}, 'What differs'),
                        el('span', { class: 'muted' }, `${manifest.counted.toLocaleString('en')} counted, ${manifest.pieces.toLocaleString('en')} expected`)),
                may('supervisor') ? el('div', { class: 'row' },
                        action('Count these again', async () => decide('Count these again?', 'Another person counts each, without seeing the numbers.', 'Count again', 'recount')),
                        action('Accept the count', async () => decide('Accept the count?',
                                'What differs stays as it was counted. Pieces get their plates, and the report says what did not come.', 'Accept count', 'accept'), ''))
                : el('p', { class: 'muted' }, 'A supervisor decides: the count is accepted, or these are counted again.'), shown);
        const scan = async () => desk.tell({ kind: 'attention', word: 'Wait for the decision', text: 'The count differs. A supervisor accepts it or has it counted again.' });
        return { node, scan, refresh: shown.refresh };
}
