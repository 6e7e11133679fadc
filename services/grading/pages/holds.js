// What puts a unit on hold by itself: what a merchant has recalled, and words in a grader's notes.
import { action, api, ask, el, field, form, forMerchant, list, page, Problem, say, sheet, state, time } from './kit/kit.js';

const columns = ['serial', 'lot', 'sku', 'product_id', 'reason'];
const headings = { serialnumber: 'serial', serial: 'serial', lot: 'lot', batch: 'lot', sku: 'sku', variantsku: 'sku', productid: 'product_id', product: 'product_id',
        reason: 'reason', why: 'reason' };

/** A line of CSV: values may stand in quotes. */
const cells = (line, separator) => {
        const found = [];
        let rest = line;
        for (;;) {
                const quoted = /^\s*"((?:[^"]|"")*)"\s*/.exec(rest), end = quoted ? quoted[0].length : (rest.indexOf(separator) + 1 || rest.length + 1) - 1;
                found.push((quoted ? quoted[1].replaceAll('""', '"') : rest.slice(0, end)).trim());
                if (end >= rest.length) return found;
                rest = rest.slice(end + 1);
        }
};

/** A table as it is pasted or read from a file, its first line the names: recalls. */
function parse(text) {
        const [first = '', ...lines] = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/).filter((line) => line.trim());
        const separator = ['\t', ';', ','].find((one) => first.includes(one)) || ',', names = cells(first, separator).map((name) => headings[name.toLowerCase().replace(/[^a-z]/g, '')]);
        if (!names.includes('reason') || names.every((name) => !name || name === 'reason')) {
                throw new Problem(0, { field: 'table', detail: 'The first line names the columns: reason, and one or more of serial, lot, SKU and product id.' });
        }
        return lines.map((line) => Object.fromEntries(cells(line, separator).map((value, i) => [names[i], value]).filter(([name, value]) => name && value)));
}

const most = 500;

function addSheet(at, then) {
        const made = sheet('Recall', el('p', { class: 'muted' },
                'Every unit that fits all that is given is put on hold until its owner has looked at it: those in the house now, listed ones too, and those that are opened at the bench later. '
                + 'A lot or serial number is known of units whose label somebody has scanned.'), form([
                el('div', { class: 'pair' }, field('sku', 'SKU', { required: false, maxlength: 200 }), field('product_id', 'Product id', { required: false, maxlength: 200 })),
                el('div', { class: 'pair' }, field('lot', 'Lot', { required: false, maxlength: 200 }), field('serial', 'Serial number', { required: false, maxlength: 200 })),
                field('reason', 'Why', { maxlength: 300, area: true }),
        ], 'Recall it', async (given) => {
                await api('POST', `${at}/recalls`, { recalls: [given] });
                made.close();
                await then();
        }));
}

function importSheet(at, then) {
        const file = el('input', { type: 'file', accept: '.csv,text/csv', id: 'recall-file',
                onchange: async () => { if (file.files[0]) table.querySelector('textarea').value = await file.files[0].text(); } });
        const table = field('table', 'Lines', { area: true, hint: 'The first line names the columns: reason, and one or more of serial, lot, SKU, product id.' });
        const made = sheet('Recall many', el('div', { class: 'field' }, el('label', { for: file.id }, 'CSV file ', el('span', { class: 'muted' }, 'optional')), file),
                form([table], 'Recall them', async ({ table: text }) => {
                const recalls = parse(text);
                if (!recalls.length) throw new Problem(0, { field: 'table', detail: 'There is no line below the names.' });
                if (recalls.length > most) throw new Problem(0, { field: 'table', detail: `At most ${most} lines at once; these are ${recalls.length}.` });
                try {
                        await api('POST', `${at}/recalls`, { recalls });
                } catch (problem) {
                        const [, line] = /^recalls\[(\d+)\]/.exec(problem.field || '') || [];
                        throw line === undefined ? problem : new Problem(0, { field: 'table',
                                detail: `Line ${Number(line) + 2}: ${problem.message.replace(/^recalls\[\d+\]\.?/, '')} Nothing was recalled.` });
                }
                made.close();
                say(`${recalls.length} ${recalls.length === 1 ? 'line was' : 'lines were'} recalled.`, 'good');
                await then();
        }));
}

/** What the search for units already here has come to. */
function foundIn(search) {
        if (!search) return '';
        const parts = [[search.held, 'put on hold'], [search.on_hold, 'on hold already'], [search.sold, 'sold'], [search.left_us, 'gone']].filter(([count]) => count)
                .map(([count, what]) => `${count} ${what}`).join(', ');
        return el('div', {}, el('div', {}, parts || (search.done_at ? 'No unit here' : '')), !search.done_at && el('div', { class: 'small muted' }, `Looking: ${search.looked} so far`));
}

function recallsPanel(at, may) {
        const none = 'Nothing is recalled. A recall by product, SKU, lot or serial number holds each unit that fits: those that are here at once, others when they are opened at the bench.';
        let looking;
        const recalls = list({ path: `${at}/recalls`, empty: none,
                shown: (items) => {
                        clearTimeout(looking);
                        if (items.some(({ search }) => search && !search.done_at)) looking = setTimeout(() => recalls.isConnected && recalls.refresh(), 1000);
                },
                columns: [
                ...columns.slice(0, 4).map((name) => [{ serial: 'Serial', lot: 'Lot', sku: 'SKU', product_id: 'Product id' }[name], (r) => r[name] && el('span', { class: 'code' }, r[name])]),
                        ['Why', (r) => r.reason],
                        ['Found', (r) => foundIn(r.search)], ['Since', (r) => time(r.created_at)],
                ['State', (r) => r.ended_at ? state('ended', 'Ended') : state('active', 'Active')],
                ['Actions', (r) => !r.ended_at && may('supervisor') && action('End', async () => ask('End this recall?',
                        'Units that fit it are not held any more. Those on hold stay so, and it stays in this list.', 'End it', async () => {
                        await api('POST', `${at}/recalls/${r.recall_id}/end`);
                        await recalls.refresh();
                }), 'stop')],
        ] });
        recalls.refresh();
        return el('section', { class: 'panel', 'aria-label': 'Recalls' }, el('div', { class: 'row between' }, el('h2', {}, 'Recalls'), may('supervisor') && el('div', { class: 'row' },
                action('Recall many', async () => importSheet(at, recalls.refresh)), action('Recall', async () => addSheet(at, recalls.refresh), ''))), recalls);
}

async function wordsPanel(at, may) {
        const { default: common, own } = await api('GET', `${at}/safety-words`), place = el('section', { class: 'panel', 'aria-label': 'Safety words' });
        const change = form([field('words', 'Words of this merchant', { as: 'list', required: false, value: own.words.join(', '), maxlength: 8000,
                hint: 'Separated by commas. Whole words, in whatever case.' })], 'Save', async ({ words = [] }) => {
                await api('POST', `${at}/safety-words`, { words });
                say('They hold for what is graded from now on.', 'good');
                place.replaceWith(await wordsPanel(at, may));
        });
        place.append(el('h2', {}, 'Safety words'), el('p', { class: 'muted' }, 'A note with one of these words puts the unit on hold instead of grading it.'),
                may('supervisor') ? change : el('p', {}, own.words.join(', ') || 'No words of its own.'),
                        el('p', { class: 'small muted' }, own.version ? `Version ${own.version}.` : 'No version yet.'),
                el('details', {}, el('summary', {}, `${common.words.length} words for every merchant`), el('p', {}, common.words.join(', '))));
        return place;
}

await page({ place: 'bench', title: 'Recalls and safety', lead: 'What puts a unit on hold by itself: in the house at once, and when it is opened or graded at the bench.' }, async (parts) => {
        const body = el('div', { class: 'stack' });
        parts.main.append(body);
        await forMerchant(parts, async ({ merchant_id }) => {
                const at = `/grading/v1/merchants/${merchant_id}`;
                body.replaceChildren(recallsPanel(at, parts.may), await wordsPanel(at, parts.may));
        });
});
