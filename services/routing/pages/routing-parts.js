// Conditions in words and in fields, the trace of a decision, the dry run.
import { api, el, field, form, minor, money, Problem, sheet, state, table, words } from './kit/kit.js';

const lists = [['return_reasons', 'Return reason'], ['product_types', 'Product type'], ['vendors', 'Vendor'], ['product_ids', 'Product id'], ['skus', 'SKU'], ['tags', 'Tag']];
const amounts = [['min_price', 'Price from'], ['max_price', 'Price up to']];

/** { product_types: ['Fleece'] } is "Product type: Fleece". */
export function inWords(conditions, currency) {
        return [...lists, ...amounts].filter(([name]) => name in conditions).map(([name, label]) =>
                `${label}: ${Array.isArray(conditions[name]) ? conditions[name].join(', ') : money({ amount: conditions[name], currency })}`).join('; ');
}

const plain = (amount, currency) => amount === undefined ? undefined : money({ amount, currency }).replace(/[^0-9.]/g, '');

export const conditionFields = (given = {}, currency) => [
        el('p', { class: 'small muted' }, 'What matches: every condition that is filled in has to hold. Several values are separated by commas; any of them will do.'),
        el('div', { class: 'pair' }, lists.map(([name, label]) => field(name, label, { as: 'list', required: false, value: given[name]?.join(', ') }))),
        el('div', { class: 'pair' }, amounts.map(([name, label]) => field(name, `${label}, ${currency}`, { required: false, value: plain(given[name], currency) }))),
];

function amountOf(name, text, currency) {
        const amount = minor(text, currency);
        if (amount === undefined) throw new Problem(0, { field: name, detail: 'Write an amount such as 49.90.' });
        return amount;
}

export function conditionsOf(given, currency) {
        const conditions = {};
        for (const [name] of lists) if (given[name]?.length) conditions[name] = given[name];
        for (const [name] of amounts) if (given[name]) conditions[name] = amountOf(name, given[name], currency);
        return conditions;
}

const subject = (p) => p.name ? `Workflow “${p.name}”` : p.mode ? `Rule of ${p.destination}: ${words(p.mode).toLowerCase()}` : 'Default';
const version = (p) => p.version ? `, version ${p.version}` : '';

function trace(line) {
        const by = line.trace.decided_by, passed = line.trace.passed_over;
        return el('ul', { class: 'trace small' }, el('li', {}, el('strong', {}, `${subject(by)}${version(by)}`), `: ${by.why}`),
                passed.map((p) => el('li', { class: 'muted' }, `${subject(p)}${version(p)}, passed over: ${p.why}`)));
}

/** Each line: where it goes, who decided it, who was passed over and why. */
export const linesTable = (lines) => el('div', { class: 'stack' }, lines.map((line) => el('section', { class: 'stack' }, el('hr'),
        el('div', { class: 'row between' }, el('h3', {}, line.title || line.sku || 'Line'), state(line.kind, words(line.kind))),
        el('p', {}, 'Goes to ', el('strong', {}, line.destination || 'nobody: it stays with the customer')),
        el('p', { class: 'small muted' }, [line.product_type, line.return_reason, money(line.price)].filter(Boolean).join(' · ')), trace(line))));

/** Where would this return go? Nothing is kept. name(destination_id) gives the name of a destination. */
export function dryRun(path, currency, name) {
        const answer = el('div', { class: 'stack', role: 'status' });
        const line = form([
                field('return_reason', 'Return reason', { required: false, value: 'Item arrived damaged' }),
                el('div', { class: 'pair' }, field('product_type', 'Product type', { required: false }), field('vendor', 'Vendor', { required: false }),
                        field('sku', 'SKU', { required: false }), field('product_id', 'Product id', { required: false })),
                field('price', `Price, ${currency}`, { required: false, inputmode: 'decimal' }),
        ], 'Where would it go', async (given) => {
                const decided = await api('POST', path, { id: 'dry-run', currency, line_items: [{ line_item_id: '1', title: 'This item', ...given }] });
                answer.replaceChildren(...decided.conflicts.map((text) => el('p', { class: 'note attention' }, text)),
                        linesTable(decided.lines.map((one) => ({ ...one, destination: name(one.destination_id) }))));
        });
        sheet('Dry run', el('p', { class: 'muted' }, 'Where would a return of one item go, with the set-up of now? Nothing is kept.'), line, answer);
}
