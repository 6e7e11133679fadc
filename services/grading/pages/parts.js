// Parts in stock at a facility: what comes in, what was counted otherwise, and the journal of each.
import { action, all, api, chooser, el, empty, field, form, list, minor, money, page, Problem, say, sheet, state, time, words } from './kit/kit.js';

const sum = (text, currency, name) => {
        const amount = minor(text, currency);
        if (amount === undefined) throw new Problem(0, { field: name, detail: 'Write an amount such as 3.20.' });
        return { amount, currency };
};

function journal(at, part) {
        const entries = list({ path: `${at}/${part.part}/entries`, empty: 'Nothing has come in yet.', columns: [
                ['When', (e) => time(e.entered_at)], ['What', (e) => words(e.kind)], ['Number', (e) => (e.quantity > 0 ? `+${e.quantity}` : String(e.quantity)), 'number'],
                        ['Stock', (e) => String(e.stock), 'number'],
                ['Why', (e) => e.reason], ['By', (e) => e.entered_by_name] ] });
        sheet(`${part.part}, ${part.name}`, el('p', { class: 'muted' }, 'Entries are only added; their sum is the stock.'), entries);
        return entries.refresh();
}

const receive = (at, part, refresh) => {
        const made = sheet(`Receive ${part.part}`, form([field('quantity', 'How many', { as: 'number' }),
                field('cost', `What one costs from now on, ${part.unit_cost.currency}`, { required: false, inputmode: 'decimal', hint: `Now ${money(part.unit_cost)}.` }),
                field('reason', 'Reference', { required: false, hint: 'Such as the number of the order.', maxlength: 500 })], 'Receive', async ({ cost, ...given }) => {
                await api('POST', `${at}/${part.part}/receipts`, { ...given, unit_cost: cost ? sum(cost, part.unit_cost.currency, 'cost') : undefined });
                made.close();
                await refresh();
        }));
};

const adjust = (at, part, refresh) => {
        const made = sheet(`Count ${part.part}`, form([field('counted', 'How many are there', { as: 'number', hint: `The journal says ${part.stock}.` }),
                field('reason', 'Why it differs', { maxlength: 500 })], 'Keep the count', async ({ counted, reason }) => {
                if (counted === part.stock) throw new Problem(0, { field: 'counted', detail: 'That is what the journal says: there is nothing to change.' });
                await api('POST', `${at}/${part.part}/adjustments`, { quantity: counted - part.stock, reason });
                made.close();
                await refresh();
        }));
};

function edit(at, part, refresh) {
        const made = sheet(part ? `Change ${part.part}` : 'Add a part', form([
                !part && field('code', 'Code', { hint: 'As it is on its bin: capital letters, digits, and . _ -', maxlength: 32 }), field('name', 'Name', { value: part?.name, maxlength: 100 }),
                el('div', { class: 'pair' }, field('cost', 'One costs', { inputmode: 'decimal', value: part ? money(part.unit_cost).replace(/[^0-9.]/g, '') : '' }),
                        field('currency', 'Currency', { value: part?.unit_cost.currency || 'USD', maxlength: 3, readonly: Boolean(part) }),
                                field('low', 'Low at', { as: 'number', value: String(part?.low ?? 0), hint: 'Marked from this number down.' })),
        ], part ? 'Change it' : 'Add part', async ({ cost, currency, ...given }) => {
                const body = { ...given, unit_cost: sum(cost, currency, 'cost') };
                if (part) await api('PATCH', `${at}/${part.part}`, body);
                else await api('POST', at, body);
                made.close();
                await refresh();
                say(part ? 'What is used from now on costs this.' : 'The part is there, with no stock yet. Receive some.', 'good');
        }));
}

await page({ place: 'work', title: 'Parts', lead: 'What is in stock for work on units. A part that is used leaves the stock at once.' }, async ({ main, tools, context, may }) => {
        const facilities = await all('/accounts/v1/facilities');
        tools.append(el('a', { class: 'button quiet', href: '/grading/work.html' }, 'Work'), el('a', { class: 'button quiet', href: '/grading/board.html' }, 'Board'));
        if (!facilities.length) {
                main.append(empty('No facility yet. An administrator adds the first one under Set-up.'));
                return;
        }
        const show = async (facility) => {
                const at = `/grading/v1/facilities/${facility.facility_id}/parts`, works = may('technician', 'supervisor');
                const parts = list({ path: at, empty: 'No part yet. Add the first one, then receive some.', columns: [
                        ['Part', (p) => el('span', { class: 'code' }, p.part)], ['Name', (p) => p.name], ['One costs', (p) => money(p.unit_cost), 'number'],
                        ['In stock', (p) => String(p.stock), 'number'], ['Mark', (p) => p.is_low && state('draft', 'Low')],
                        ['Actions', (p) => el('div', { class: 'row' }, works && action('Receive', async () => receive(at, p, parts.refresh)),
                                may('supervisor') && action('Count', async () => adjust(at, p, parts.refresh)),
                                may('supervisor') && action('Change', async () => edit(at, p, parts.refresh)), action('Journal', () => journal(at, p)))],
                ] });
                main.querySelectorAll('.panel').forEach((node) => node.remove());
                main.append(el('section', { class: 'panel', 'aria-label': 'Parts' },
                        el('div', { class: 'row between' }, el('h2', {}, facility.name), works && action('Add a part', async () => edit(at, undefined, parts.refresh), '')), parts));
                await parts.refresh();
        };
        await show(chooser(context, 'Facility', 'facility', facilities.map((f) => ({ id: f.facility_id, text: f.name, of: f })), show).of);
});
