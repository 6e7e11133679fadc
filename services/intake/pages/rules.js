// Triage rules of a merchant: what a piece may earn, the gate below which it gets no labour, what is refurbished first. Versions, with a look at what they would have said.
import { action, api, el, empty, facts, field, form, forMerchant, list, minor, money, page, Problem, say, sheet, table, time, words } from './kit/kit.js';
import { step } from './hand.js';

const below = [['liquidate', 'Liquidate'], ['donate', 'Donate'], ['recycle', 'Recycle'], ['back_to_merchant', 'Back to the merchant']];
const percent = (points) => `${points / 100} %`;
const decimal = (gate) => money(gate).replace(/[^0-9.]/g, '');

const inWords = ({ shares, gate, below: low, refurbish_types: types = [], refurbish_reasons: reasons = [] }) => facts(
        ['May earn', `${percent(shares.sealed)} of the price sealed, ${percent(shares.opened)} opened, ${percent(shares.damaged)} damaged`],
        ['Gate', `${money(gate)}; below it: ${words(low).toLowerCase()}`],
        ['Refurbished first', [...types, ...reasons].join(', ')]);

/** Percent as basis points; said beside its field when it is none. */
function points(name, text) {
        const value = minor(text, 'USD');
        if (value === undefined || value > 10000) throw new Problem(422, { field: name, detail: 'Give a percentage from 0 to 100.' });
        return value;
}

function bodyOf({ sealed, opened, damaged, gate, low, types = [], reasons = [] }, currency) {
        const amount = minor(gate, currency);
        if (amount === undefined) throw new Problem(422, { field: 'gate', detail: `Give an amount of ${currency}, such as 15.` });
        return { shares: { sealed: points('sealed', sealed), opened: points('opened', opened), damaged: points('damaged', damaged) }, gate: { amount, currency }, below: low,
                refurbish_types: types, refurbish_reasons: reasons };
}

const looked = ({ looked_at, changed, examples }) => el('div', { class: 'stack' }, el('p', {}, looked_at
        ? `Of the last ${looked_at} ${looked_at === 1 ? 'piece' : 'pieces'}, ${changed} would have gone elsewhere.`
        : 'No piece was triaged yet: there is nothing to compare with.'),
examples.length ? table([
        ['Piece', (x) => x.title], ['Went to', (x) => step(x.was)], ['Would go to', (x) => step(x.would_be)], ['Because', (x) => x.because]], examples) : '');

/** A draft: looked at first, then kept as the next version. */
function edit(at, merchant, now, refresh) {
        const some = (name, label, value = []) => field(name, label, { as: 'list', required: false, value: value.join(', '), hint: 'Separated by commas.' });
        const shares = now?.shares || { sealed: 8500, opened: 5000, damaged: 2500 }, given = (name, label, value) => field(name, label, { value, inputmode: 'decimal' });
        const made = sheet('The next version', form([
                el('div', { class: 'pair' }, given('sealed', 'Sealed, %', String(shares.sealed / 100)), given('opened', 'Opened, %', String(shares.opened / 100)),
                        given('damaged', 'Damaged, %', String(shares.damaged / 100))),
                el('p', { class: 'muted' }, 'What a piece may earn, of its original price.'),
                el('div', { class: 'pair' }, field('gate', `Gate, ${merchant.currency}`, { value: now ? decimal(now.gate) : '', inputmode: 'decimal',
                        hint: 'A piece that may earn less gets no labour.' }),
                        field('low', 'Below the gate', { options: below, value: now?.below })),
                some('types', 'Product types refurbished before they are graded', now?.refurbish_types), some('reasons', 'Return reasons that ask for work first', now?.refurbish_reasons),
        ], 'See what would change', async (draft) => {
                const body = bodyOf(draft, merchant.currency), preview = await api('POST', `${at}/preview`, body);
                made.show(inWords(body), looked(preview), el('div', { class: 'row' }, action('Keep as the next version', async () => {
                        const kept = await api('POST', at, body);
                        made.close();
                        await refresh();
                        say(`Version ${kept.version} holds for pieces received from now on.`, 'good');
                }, ''), action('Change it', async () => { made.close(); edit(at, merchant, body, refresh); })));
        }));
}

await page({ place: 'floor', title: 'Triage rules', lead: 'What is done next with a piece that comes in. A version never changes; each piece keeps the one it was decided by.' }, async (parts) => {
        const { main, may, tools } = parts;
        tools.append(el('a', { class: 'button quiet', href: '/intake/floor.html' }, 'Floor'));
        await forMerchant(parts, async (merchant) => {
                const at = `/intake/v1/merchants/${merchant.merchant_id}/triage-rules`, current = el('div', { class: 'stack' });
                const versions = list({ path: at, empty: 'No rule yet: all goes to the bench.', columns: [['Version', (r) => String(r.version), 'number'], ['Since', (r) => time(r.created_at)],
                        ['Gate', (r) => money(r.body.gate), 'number'], ['Below it', (r) => words(r.body.below)], ['Opened', (r) => percent(r.body.shares.opened), 'number']] });
                const refresh = async () => {
                        const [now] = (await api('GET', `${at}?limit=1`)).items;
                        current.replaceChildren(now ? inWords(now.body) : empty('Without rules every piece goes to the bench.'),
                                may('supervisor') ? el('div', {}, action(now ? 'Write the next version' : 'Write the first rules', async () => edit(at, merchant, now?.body, refresh), '')) : '');
                        await versions.refresh();
                };
                main.querySelectorAll('.panel').forEach((node) => node.remove());
                main.append(el('section', { class: 'panel', 'aria-label': 'In force' }, el('h2', {}, 'In force'), current),
                        el('section', { class: 'panel', 'aria-label': 'Versions' }, el('h2', {}, 'Versions'), versions));
                await refresh();
        });
});
