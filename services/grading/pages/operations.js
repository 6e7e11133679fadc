// What can be done to units: the operations that hold for a merchant, and new versions of its own or of the partner's.
import { action, all, api, attempt, checks, el, facts, field, form, forMerchant, list, minor, money, page, Problem, say, sheet, state, table, time, words } from './kit/kit.js';

const stepLine = (step) => [step.kind, step.text, ...(step.kind === 'measure' ? [`${step.min} to ${step.max} ${step.unit}`] : step.kind === 'photo' ? [step.shot] : []),
        ...(step.optional ? ['optional'] : [])].join(' | ');
const removalLine = ({ question, answers, text }) => question ? `${question}: ${answers.join(', ')}` : text;
const typeName = (type) => type === '*' ? 'Any type' : type;
const lines = (text) => (text || '').split('\n').map((one) => one.trim()).filter(Boolean);
const fault = (field_, detail) => { throw new Problem(0, { field: field_, detail }); };

/** "measure | Seam | 1 to 4 mm | optional" */
function stepOf(line, i) {
        const [kind, text, ...rest] = line.split('|').map((one) => one.trim()), optional = rest.at(-1) === 'optional', detail = optional ? rest.slice(0, -1)[0] : rest[0];
        if (!['check', 'measure', 'photo', 'confirm'].includes(kind) || !text) fault('steps', `Line ${i + 1}: begin with check, measure, photo or confirm, then | and what is to be done.`);
        const range = kind === 'measure' && /^(-?\d+) to (-?\d+) (\S+)$/.exec(detail || '');
        if (kind === 'measure' && !range) fault('steps', `Line ${i + 1}: a measure ends with its range and unit, such as | 1 to 4 mm.`);
        return { kind, text, optional, ...(range && { min: Number(range[1]), max: Number(range[2]), unit: range[3] }),
                ...(kind === 'photo' && { shot: detail || fault('steps', `Line ${i + 1}: a photo ends with the name of its shot.`) }) };
}

const removalOf = (line) => {
        const [, question, answers] = /^(\S+): (.+)$/.exec(line) || [];
        return question ? { question, answers: answers.split(',').map((one) => one.trim()) } : { text: line };
};
const partOf = (line, i) => {
        const match = /^(\S+) (\d+)$/.exec(line);
        return match ? { part: match[1], quantity: Number(match[2]) } : fault('parts', `Line ${i + 1}: write the code of the part and how many, such as ZIP-20 1.`);
};

function bodyOf({ name, minutes, cost, parts, removes, steps, marks = [] }, currency) {
        const amount = cost ? minor(cost, currency) : 0;
        if (amount === undefined) fault('cost', 'Write an amount such as 2.50.');
        return { name, minutes, cost: amount ? { amount, currency } : null, parts: lines(parts).map(partOf), removes: lines(removes).map(removalOf), steps: lines(steps).map(stepOf),
                refurbishes: marks.includes('refurbishes'), serials: marks.includes('serials'), retired: marks.includes('retired') };
}

const inWords = (body) => el('div', { class: 'stack' }, facts(['Minutes', String(body.minutes)], ['Fixed cost', body.cost?.amount ? money(body.cost) : ''],
        ['Parts', (body.parts || []).map((p) => `${p.quantity} × ${p.part}`).join(', ')],
        ['Removes', (body.removes || []).map(removalLine).join('; ')],
                ['Warranty', body.refurbishes ? 'It counts for “refurbished”' : 'It does not count for “refurbished”'], ['Serial numbers', body.serials ? 'Recorded, out and in' : '']),
body.steps?.length ? el('ol', { class: 'trace' }, body.steps.map((step) => el('li', {}, stepLine(step)))) : '');

const looked = ({ open, took, changed, present }) => el('div', { class: 'stack' },
        el('p', {}, present ? `Other than now: ${changed.map(words).join(', ').toLowerCase() || 'nothing'}.` : 'It is new.'),
        el('p', {}, open.orders ? `${open.orders} open ${open.orders === 1 ? 'order keeps its' : 'orders keep their'} version: ${open.minutes} min planned, `
                + `${open.minutes_by_draft} by the draft.` : 'No open order has it.'),
        took.orders ? el('p', {}, `In the last 30 days such work took ${took.median_minutes} min in the middle of ${took.orders}.`) : '');

/** at: whose. A draft is looked at first, then kept as the next version. */
function edit({ at, whose, currency }, now, kept) {
        const body = now?.body || {}, marks = ['refurbishes', 'serials', 'retired'].filter((name) => body[name]);
        const made = sheet(`${now ? body.name : 'A new operation'}, ${whose}`, form([
                el('div', { class: 'pair' }, field('code', 'Code', { value: now?.code, readonly: Boolean(now), hint: 'Small letters, digits, _' }),
                        field('product_type', 'Product type', { value: now?.product_type || '*', hint: '* is any.' })),
                el('div', { class: 'pair' }, field('name', 'Name', { value: body.name, maxlength: 60 }),
                        field('minutes', 'Minutes', { as: 'number', value: body.minutes === undefined ? '' : String(body.minutes) }),
                        field('cost', `Fixed cost, ${currency}`, { required: false, inputmode: 'decimal', value: body.cost?.amount ? money(body.cost).replace(/[^0-9.]/g, '') : '' })),
                field('steps', 'Steps', { area: true, required: false, value: (body.steps || []).map(stepLine).join('\n'),
                        hint: 'One a line: check | The thread matches, measure | Seam | 1 to 4 mm, photo | The seam | After, confirm | Nothing pulls | optional.' }),
                field('removes', 'Removes', { area: true, required: false, value: (body.removes || []).map(removalLine).join('\n'),
                        hint: 'One a line: a question and its answers (SG-3: small), or words of an answer.' }),
                field('parts', 'Parts', { area: true, required: false, value: (body.parts || []).map((p) => `${p.part} ${p.quantity}`).join('\n'),
                        hint: 'One a line: its code and how many (ZIP-20 1).' }),
                checks('marks', 'What it means', [['refurbishes', 'It counts for “refurbished”'], ['serials', 'Serial numbers are recorded'], ['retired', 'It is not offered any more']], marks),
        ], 'See what would change', async ({ code, product_type, ...given }) => {
                const draft = { code, product_type, body: bodyOf(given, currency) }, preview = await api('POST', `${at}/preview`, draft);
                made.show(el('h3', {}, `Version ${preview.version}`), looked(preview), inWords(draft.body), el('div', { class: 'row' }, action('Keep as the next version', async () => {
                        await api('POST', at, draft);
                        made.close();
                        await kept(draft);
                        say('It holds for work that is planned from now on.', 'good');
                }, ''), action('Change it', async () => { made.close(); edit({ at, whose, currency }, { code, product_type, body: draft.body }, kept); })));
        }));
}

await page({ place: 'work', title: 'Operations', lead: 'What can be done to units. A version never changes; a work order keeps the one it was planned by.' }, async (parts) => {
        const { main, may, tools } = parts;
        tools.append(el('a', { class: 'button quiet', href: '/grading/work.html' }, 'Work'), el('a', { class: 'button quiet', href: '/grading/board.html' }, 'Board'));
        await forMerchant(parts, async (merchant) => {
                const at = `/grading/v1/merchants/${merchant.merchant_id}/operations`, holds = el('div', {}), own = { at, whose: `of ${merchant.name}`, currency: merchant.currency };
                const partner = { at: '/grading/v1/operations', whose: 'of every merchant without its own', currency: merchant.currency };
                const versions = list({ path: `${at}/versions`, empty: 'None of its own yet: the partner’s hold.',
                        columns: [['Operation', (o) => o.body.name], ['For', (o) => typeName(o.product_type)],
                        ['Version', (o) => String(o.version), 'number'], ['Since', (o) => time(o.created_at)],
                                ['Actions', (o) => action('Show', async () => sheet(`${o.body.name}, version ${o.version}`, inWords(o.body)))]] });
                const choosing = field('type', 'Product type', { options: [['*', typeName('*')]] }), types = choosing.querySelector('select');
                const refresh = async () => {
                        const { items } = await api('GET', types.value === '*' ? at : `${at}?product_type=${encodeURIComponent(types.value)}`);
                        holds.replaceChildren(table([['Operation', (o) => el('div', {}, o.body.name, el('div', { class: 'small muted code' }, o.code))],
                                ['Whose', (o) => o.source === 'merchant' ? state('chosen', 'Its own') : 'The partner’s'], ['For', (o) => typeName(o.product_type)],
                                ['Minutes', (o) => String(o.body.minutes), 'number'], ['Steps', (o) => String((o.body.steps || []).length), 'number'],
                                        ['Refurbished', (o) => o.body.refurbishes ? 'Counts' : ''],
                                ['Actions', (o) => el('div', { class: 'row' }, action('Show', async () => sheet(`${o.body.name}, version ${o.version}`, inWords(o.body))),
                                        may('supervisor') && action(o.source === 'merchant' ? 'Write the next version' : 'Write its own', async () => edit(own, o, kept)))]], items));
                };
                /* A type without an operation of its own has those of any type. */
                const offer = async (chosen) => {
                        const there = (await Promise.all([all(`${at}/versions`), all(partner.at)])).flat().map((o) => o.product_type);
                        const names = [...new Set(there)].filter((name) => name !== '*').sort();
                        types.replaceChildren(...['*', ...names].map((name) => el('option', { value: name }, typeName(name))));
                        types.value = names.includes(chosen) ? chosen : '*';
                        choosing.hidden = !names.length;
                };
                const kept = async ({ product_type }) => {
                        await offer(product_type);
                        await Promise.all([refresh(), versions.refresh()]);
                };
                types.addEventListener('change', () => attempt(refresh));
                main.querySelectorAll('.panel').forEach((node) => node.remove());
                main.append(el('section', { class: 'panel', 'aria-label': 'Operations that hold' },
                        el('div', { class: 'row between' }, el('h2', {}, 'Operations that hold'), may('supervisor') && el('div', { class: 'row' },
                        action('Add an operation', async () => edit(own, undefined, kept), ''), action('Add for every merchant', async () => edit(partner, undefined, kept)))), choosing, holds),
                el('section', { class: 'panel', 'aria-label': 'Versions of its own' }, el('h2', {}, 'Versions of its own'), versions));
                await kept({ product_type: '*' });
        });
});
