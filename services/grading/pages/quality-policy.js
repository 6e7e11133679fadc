// The policy: what share of grades is looked at twice, in versions, with a look at what a new one would have picked.
import { action, api, checks, el, facts, field, form, list, minor, money, Problem, say, sheet, table, time } from './kit/kit.js';

/** May this person be a grader? */
export const grades = ({ roles }) => roles.some((role) => ['grader', 'administrator'].includes(role));

const percent = (points) => `${points / 100} %`;
const reasons = { base: 'Any grade', new_grader: 'New graders', product_type: 'Product type', value: 'Value', late: 'Late in a shift', grader: 'Certain graders' };

const nameOf = (people, id) => people.find((one) => one.staff_id === id)?.name || 'somebody who has left';

const inWords = (p, people) => facts(['Of any grade', percent(p.base_share)],
        ['New graders', p.new_grader && `${percent(p.new_grader.share)} of a person's first ${p.new_grader.grades} grades`],
        ['Product types', (p.product_types || []).map((t) => `${t.product_type} ${percent(t.share)}`).join(', ')],
        ['Value', p.value && `${percent(p.value.share)} above ${money(p.value.over)}`],
        ['Late in a shift', p.late && `${percent(p.late.share)} after ${p.late.hours} hours`],
        ['Certain graders', p.graders && `${percent(p.graders.share)} of what ${p.graders.staff_ids.map((id) => nameOf(people, id)).join(', ')} graded`],
        ['A second look waits', `${p.days} ${p.days === 1 ? 'day' : 'days'} at most`],
        ['A finding', p.tolerance ? `when grades are more than ${p.tolerance} apart` : 'whenever grades differ'],
        ['A ticket', `when kappa is surely below ${(p.kappa_below / 10000).toFixed(2)}, of ${p.pairs} pairs or more`]);

/** Percent as basis points; said beside its field when it is none. Nothing given: 0. */
function points(name, text = '0') {
        const value = minor(text, 'USD');
        if (value === undefined || value > 10000) throw new Problem(422, { field: name, detail: 'Give a percentage from 0 to 100.' });
        return value;
}

function typesOf(texts = []) {
        return texts.map((text) => {
                const [, type, share] = /^(.+?)\s+([\d.]+)\s*%?$/.exec(text) || [];
                if (!type) throw new Problem(422, { field: 'product_types', detail: 'Write each as a type and its percentage: Shoes 10.' });
                return { product_type: type, share: points('product_types', share) };
        });
}

function bodyOf(given, { currency }) {
        const over = given.over && minor(given.over, currency);
        if (given.over && over === undefined) throw new Problem(422, { field: 'over', detail: `Give an amount of ${currency}, such as 150.` });
        const kappa = minor(given.kappa, 'USD');
        if (kappa === undefined || kappa > 100) throw new Problem(422, { field: 'kappa', detail: 'Give a number from 0 to 1, such as 0.7.' });
        return {
                base_share: points('base', given.base), product_types: typesOf(given.product_types), days: given.days, tolerance: given.tolerance, kappa_below: kappa * 100, pairs: given.pairs,
                ...(given.new_grades && { new_grader: { grades: given.new_grades, share: points('new_share', given.new_share) } }),
                ...(given.over && { value: { over: { amount: over, currency }, share: points('over_share', given.over_share) } }),
                ...(given.hours && { late: { hours: given.hours, share: points('late_share', given.late_share) } }),
                ...(given.graders?.length && { graders: { staff_ids: given.graders, share: points('graders_share', given.graders_share) } }),
        };
}

const looked = (p) => el('div', { class: 'stack' }, el('p', {}, p.looked_at ? `It would have picked ${p.picked} of last week's ${p.looked_at} grades; ${p.picked_then} were picked.`
        : 'Nothing was graded in the last week: there is nothing to compare with.'),
p.looked_at ? table([['Because of', (r) => reasons[r.why]], ['Grades', (r) => r.grades, 'number'], ['Picked', (r) => r.picked, 'number']], p.reasons.filter((r) => r.grades)) : '');

const decimal = (value) => value ? money(value).replace(/[^0-9.]/g, '') : '';

function fields(p, merchant, people) {
        const share = (name, label, value) => field(name, label, { value: value === undefined ? '' : String(value / 100), inputmode: 'decimal', required: false });
        const count = (name, label, value, about = {}) => field(name, label, { as: 'number', value: value === undefined ? '' : String(value), required: false, ...about });
        return [
                field('base', 'Of any grade, %', { value: String(p.base_share / 100), inputmode: 'decimal', hint: 'The highest share that applies holds.' }),
                el('div', { class: 'pair' }, count('new_grades', 'New graders: first so many grades', p.new_grader?.grades), share('new_share', 'Of these, %', p.new_grader?.share)),
                field('product_types', 'Product types', { as: 'list', required: false, value: (p.product_types || []).map((t) => `${t.product_type} ${t.share / 100}`).join(', '),
                        hint: 'Each with its percentage, separated by commas: Shoes 10, Bags 15.' }),
                el('div', { class: 'pair' }, field('over', `Worth more than, ${merchant.currency}`, { value: decimal(p.value?.over), inputmode: 'decimal', required: false }),
                        share('over_share', 'Of these, %', p.value?.share)),
                el('div', { class: 'pair' }, count('hours', 'Hours into a shift', p.late?.hours), share('late_share', 'From then on, %', p.late?.share)),
                checks('graders', 'Certain graders', people.map(({ staff_id: id, name }) => [id, name]), p.graders?.staff_ids), share('graders_share', 'Of what they grade, %', p.graders?.share),
                el('div', { class: 'pair' }, count('days', 'Days a second look may wait', p.days, { required: true }),
                        count('tolerance', 'Grades apart without a finding', p.tolerance, { required: true })),
                el('div', { class: 'pair' }, field('kappa', 'A ticket: kappa below', { value: String(p.kappa_below / 10000), inputmode: 'decimal' }),
                        count('pairs', 'Of so many pairs at least', p.pairs, { required: true })),
        ];
}

/** A draft: looked at first, then kept as the next version. */
function edit(at, merchant, now, refresh, people) {
        const made = sheet('The next version', form(fields(now, merchant, people), 'See what it would pick', async (draft) => {
                const body = bodyOf(draft, merchant), preview = await api('POST', `${at}/review-policies/preview`, body);
                made.show(inWords(body, people), looked(preview), el('div', { class: 'row' }, action('Keep as the next version', async () => {
                        const kept = await api('POST', `${at}/review-policies`, body);
                        made.close();
                        await refresh();
                        say(`Version ${kept.version} holds for grades from now on.`, 'good');
                }, ''), action('Change it', async () => { made.close(); edit(at, merchant, body, refresh, people); })));
        }));
}

const versions = async (at) => {
        const all = list({ path: `${at}/review-policies`, empty: 'No version yet: the built-in policy holds.', columns: [
                ['Version', (v) => String(v.version), 'number'], ['Since', (v) => time(v.created_at)], ['Of any grade', (v) => percent(v.body.base_share), 'number'],
                ['By', (v) => v.created_by.name]] });
        sheet('Versions', all);
        await all.refresh();
};

export function policy(at, merchant) {
        const current = el('div', { class: 'stack' });
        const refresh = async () => {
                const [now, everybody] = await Promise.all([api('GET', `${at}/review-policy`), api('GET', '/intake/v1/people')]), people = everybody.items.filter(grades);
                const since = now.version ? el('span', {}, `Version ${now.version}, since `, time(now.created_at), '.') : 'The built-in policy, until you write one.';
                current.replaceChildren(el('p', { class: 'muted' }, since), inWords(now.body, people), el('div', { class: 'row' },
                        action('Write the next version', async () => edit(at, merchant, now.body, refresh, people), ''), action('Versions', () => versions(at))));
        };
        return [el('section', { class: 'panel', 'aria-label': 'What is looked at twice' }, el('h2', {}, 'What is looked at twice'), current), refresh];
}
