// The rubrics of a merchant: versions with the dates from which they hold, drafts, and the editor of one draft.
import { action, all, api, ask as sure, attempt, el, empty as none, field, form, forMerchant, grade, list, once, page, say, sheet, state, table, time } from './kit/kit.js';
import { empty, tidy, whereIs } from './rubric-model.js';
import { edit } from './rubric-edit.js';
import { preview } from './rubric-preview.js';
import { tryOut } from './rubric-try.js';

const typeText = (type) => type === '*' ? 'Any product type' : type;
const panel = (label, ...content) => el('section', { class: 'panel', 'aria-label': label }, content);
const stateText = { in_force: 'In force', scheduled: 'Scheduled', past: 'Past' };
const stateKind = { in_force: 'live', scheduled: 'draft', past: 'past' };

const asked = (body) => el('ul', { class: 'trace small' }, body.questions.map((q) => el('li', {}, `${q.code}: ${q.text} `,
        q.answers.map((a) => el('span', { class: 'muted' }, `${a.text}${a.cap ? ` (at best ${a.cap})` : ''}. `)))));

/* --- editing a draft --- */

function editor(main, merchant, draft, back) {
        const base = `/grading/v1/merchants/${merchant.merchant_id}`, at = `${base}/rubric-drafts/${draft.draft_id}`, mine = panel('Draft'), told = el('div', { role: 'status' });
        const saved = el('span', { class: 'muted', role: 'status' }, 'Saved.');
        let timer, fault, saving = Promise.resolve();

        draft.body.grades ||= [];
        draft.body.questions ||= [];
        const save = () => { saving = saving.then(async () => {
                const kept = await once('PUT', at, { product_type: draft.product_type, body: tidy(draft.body), revision: draft.revision });
                draft.revision = kept.revision;
                saved.textContent = 'Saved.';
        }).catch((problem) => { saved.textContent = `Not saved. ${problem.message}`; }); return saving; };
        const look = async () => {
                ({ fault } = await once('POST', `${base}/rubric-checks`, { body: tidy(draft.body) }));
                form_.tell(fault?.field, fault && `It ${fault.reason}.`);
                told.replaceChildren(fault ? el('div', { class: 'note attention' }, el('p', {}, `${whereIs(draft.body, fault.field)} ${fault.reason}.`),
                        el('button', { type: 'button', onclick: () => form_.goTo(fault.field) }, 'Go there')) : el('p', { class: 'note good' }, 'Nothing is wrong with it. It can be published.'));
                if (fault) trial.stop(); else trial.again();
        };
        const changed = () => {
                saved.textContent = 'Saving.';
                clearTimeout(timer);
                timer = setTimeout(() => { save(); attempt(look, (problem) => told.replaceChildren(el('p', { class: 'note stop' }, problem.message))); }, 500);
        };
        const form_ = edit(draft, changed), trial = tryOut(draft, `${base}/rubric-checks`);
        const type = field('product_type', 'For product type', { value: draft.product_type, hint: '* is for every type without its own.' });
        type.querySelector('input').addEventListener('input', ({ target }) => { if (target.value.trim()) { draft.product_type = target.value.trim(); changed(); } });
        const publish = form([field('effective_from', 'Holds from', { type: 'datetime-local', required: false, hint: 'Empty: from now on.' })], 'Publish', async ({ effective_from: from }) => {
                clearTimeout(timer);
                await save();
                const made = await api('POST', `${at}/publish`, { revision: draft.revision, effective_from: from && new Date(from).toISOString() });
                await back();
                say(made.state === 'scheduled' ? `Version ${made.version} holds from ${new Date(made.effective_from).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })}.`
                        : `Version ${made.version} holds for what is graded from now on.`, 'good');
        });
        mine.append(el('div', { class: 'row between' }, el('h2', {}, 'Draft'), saved), type, told, el('div', { class: 'row' },
                action('Back to the versions', async () => { clearTimeout(timer); await save(); await back(); }),
                action('Discard this draft', async () => sure('Discard this draft?', 'What was written in it is gone. Versions stay.', 'Discard', async () => {
                        clearTimeout(timer);
                        await saving;
                        await api('DELETE', at);
                        await back();
                }), 'stop')));
        main.append(el('div', { class: 'editor' }, el('div', { class: 'stack' }, mine, form_),
                el('div', { class: 'stack beside', role: 'region', 'aria-label': 'Check and publish', tabindex: 0 },
                        trial, preview(draft, `${base}/rubric-previews`), panel('Publish', el('h2', {}, 'Publish'), publish))));
        return attempt(look);
}

/* --- versions and drafts --- */

async function begin(base, versions, open) {
        const { items: ready } = await api('GET', '/grading/v1/ready-rubrics');
        const newest = versions.filter((one, i) => versions.findIndex((other) => other.product_type === one.product_type) === i);
        const made = sheet('New draft', form([field('from', 'Begin with', { options: [...ready.map(({ name, title }) => [`ready:${name}`, `${title}, ready made`]),
                ...newest.map((one) => [`version:${one.rubric_id}`, `${typeText(one.product_type)}, version ${one.version}`]), ['empty', 'Nothing']] }),
        field('product_type', 'For product type', { value: '*', hint: '* is for every type without its own.' })], 'Begin', async ({ from, product_type: type }) => {
                const [kind, name] = from.split(':');
                const { body } = kind === 'ready' ? await api('GET', `/grading/v1/ready-rubrics/${name}`) : kind === 'version' ? versions.find((one) => one.rubric_id === name) : { body: empty() };
                const draft = await api('POST', `${base}/rubric-drafts`, { product_type: type, body });
                made.close();
                await open(draft);
        }), el('ul', { class: 'trace small' }, ready.map(({ title, about }) => el('li', {}, `${title}: `, el('span', { class: 'muted' }, about)))));
}

const columns = (start) => [
        ['For', (r) => typeText(r.product_type)], ['Version', (r) => String(r.version), 'number'], ['State', (r) => state(stateKind[r.state], stateText[r.state])],
        ['Holds from', (r) => time(r.effective_from)],
        ['Grades', (r) => el('div', { class: 'row' }, r.body.grades.map((g) => grade(g.code)))],
        ['Actions', (r) => el('div', { class: 'row' }, action('Show', async () => sheet(`Rubric for ${typeText(r.product_type)}, version ${r.version}`, asked(r.body))),
                start && action('Change', () => start(r)))],
];

await page({ place: 'bench', title: 'Rubrics', lead: 'What is asked of a unit, and what an answer caps. A version never changes; each grade keeps the one it was given by.' }, async (parts) => {
        const { main, may, tools } = parts, head = main.querySelector('.head'), writes = may('supervisor');
        tools.append(el('a', { class: 'button quiet', href: '/grading/' }, 'Bench'));

        async function versionsOf(merchant) {
                const base = `/grading/v1/merchants/${merchant.merchant_id}`, open = async (draft) => {
                        main.replaceChildren(head);
                        await editor(main, merchant, draft, () => versionsOf(merchant));
                        scrollTo(0, 0);
                };
                const start = writes && (async (r) => open(await api('POST', `${base}/rubric-drafts`, { product_type: r.product_type, body: r.body })));
                const versions = list({ path: `${base}/rubrics`, columns: columns(start), empty: 'No rubric yet: units of this merchant cannot be graded. Begin a draft from a ready one.' });
                const drafts = writes ? await all(`${base}/rubric-drafts`) : [];
                main.replaceChildren(head, panel('Versions', el('div', { class: 'row between' }, el('h2', {}, 'Versions'),
                        writes && action('New draft', async () => begin(base, await all(`${base}/rubrics`), open), '')), versions));
                if (writes) {
                        main.append(panel('Drafts', el('h2', {}, 'Drafts'), drafts.length ? table([['For', (d) => typeText(d.product_type)], ['Saved', (d) => time(d.saved_at)],
                                ['Questions', (d) => String(d.body.questions?.length || 0), 'number'], ['Actions', (d) => action('Open', () => open(d))]], drafts)
                                : none('No draft. A draft is changed until it is published as a version.')));
                }
                await versions.refresh();
        }
        await forMerchant(parts, versionsOf);
});
