// How far graders agree: kappa with its interval, the share that agrees, and who said what.
import { action, el, empty, facts, plate, sheet, table } from './kit/kit.js';

const FEW = 10;
const two = (number) => number.toFixed(2).replace('-', '\u2212');
export const percent = (share) => share === null ? '' : `${Math.round(share * 100)} %`;

/** 0.74 (0.62 to 0.86) */
export function kappaText(kappa) {
        if (!kappa) return 'Not defined';
        return kappa.low === null ? two(kappa.value) : `${two(kappa.value)} (${two(kappa.low)} to ${two(kappa.high)})`;
}

function why({ n, undefined: reason, kappa: { linear } }) {
        if (reason === 'one_category') return 'One answer only: nothing to compare';
        if (linear?.value === 0 && linear.low === null) return 'One of the two gave one answer only: see what is the same';   /* then it is 0 however well they agree */
        return n < FEW ? 'Too few to say' : '';
}

export function kappaCell(one) {
        const { linear } = one.kappa, few = why(one);
        return el('div', { class: 'bar' }, linear && el('progress', { value: String(Math.max(linear.value, 0)), max: '1', 'aria-hidden': 'true' }),
                el('span', {}, linear ? kappaText(linear) : few), linear && few && el('span', { class: 'muted small' }, few));
}

const level = (count, most) => count ? Math.max(1, Math.ceil((count / most) * 4)) : 0;

/** Rows: the first grader's; columns: the second's. What neither gave is left out. */
export function heat({ categories, matrix, n }, label) {
        if (!n) return '';
        const most = Math.max(...matrix.flat()), names = categories.map(({ name }) => name), given = [...names.keys()].filter((i) => names[i]);
        const counts = el('table', {},
                el('thead', {}, el('tr', {}, el('td', {}), given.map((i) => el('th', { scope: 'col' }, names[i])), el('th', { scope: 'col' }, 'Same'))),
                el('tbody', {}, given.map((i) => el('tr', {}, el('th', { scope: 'row' }, names[i]),
                        given.map((j) => el('td', { class: i === j ? 'same' : undefined, 'data-heat': level(matrix[i][j], most) }, String(matrix[i][j]))),
                        el('td', { 'data-heat': 0 }, percent(categories[i].agreed))))));
        return el('div', {}, el('p', { class: 'muted small' }, `${label}. Rows: the first look; columns: the second.`),
                el('div', { class: 'heat', tabindex: 0, role: 'region', 'aria-label': label }, counts));
}

export const measures = ({ kappa, n }) => n ? facts(['Kappa, linear weights', kappaText(kappa.linear)], ['Quadratic weights', kappaText(kappa.quadratic)], ['Unweighted', kappaText(kappa.unweighted)],
        ['Unweighted at most, with these totals', kappa.most === null ? '' : two(kappa.most)]) : '';

const ends = { expired: 'nobody had time for', gone: 'sold or gone', changed: 'changed', graded_again: 'graded again', not_found: 'not found', retired: 'retired' };

/** What the figures say, in a sentence. */
function sentence({ n, agreed, kappa: { linear } }) {
        if (!n) return '';
        const same = `Two people gave the same grade to ${percent(agreed)} of ${n} ${n === 1 ? 'unit' : 'units'}.`;
        if (!linear) return `${same} All were one grade, so there is nothing to tell apart yet.`;
        const range = linear.low === null ? '' : `; with 95 % confidence from ${two(linear.low)} to ${two(linear.high)}`;
        return `${same} Kappa, which leaves out what chance alone would give, is ${two(linear.value)}${range}.`;
}

export const overall = ({ grades, counts }) => el('section', { class: 'panel', 'aria-label': 'Agreement on grades' }, el('h2', {}, 'Agreement on grades'),
        grades.n ? el('p', { class: 'lead' }, sentence(grades)) : empty('No unit was looked at twice in this time. Grades are picked by the policy below and graders find them under Second look.'),
        counts && counts.not_found.length > 0 && el('div', { class: 'note attention' }, el('p', {}, 'Not found when they were looked for: ',
                counts.not_found.map((unit, i) => [i ? ', ' : '', unit.title, ' ', plate(unit.lpn)]), '.')),
        counts && el('ul', { class: 'figures' }, [[counts.graded, 'graded'], [counts.picked, 'picked'], [counts.reviewed, 'looked at twice']].map(([count, text]) =>
                el('li', {}, el('strong', {}, String(count)), ' ', text))),
        counts && counts.closed.length > 0 && el('p', { class: 'muted' }, `Ended without a second grade: ${counts.closed.map(({ why: reason, n }) => `${n} ${ends[reason]}`).join(', ')}.`),
        el('div', { class: 'columns tables' }, heat(grades, 'Grades'), measures(grades)));

const columns = (first, name, what, title = name) => [[first, name], ['Kappa', kappaCell], ['Same', (one) => percent(one.agreed), 'number'], ['Pairs', (one) => one.n, 'number'],
        ['Actions', (one) => action(what, async () => sheet(title(one), measures(one), heat(one, what)))]];

export const byQuestion = ({ questions }) => el('section', { class: 'panel', 'aria-label': 'By question' }, el('h2', {}, 'By question'),
        questions.length ? table(columns('Question', (q) => el('div', {}, el('div', {}, q.name || q.key), el('div', { class: 'small muted' }, q.key)), 'Answers', (q) => q.name || q.key), questions)
                : empty('Questions that two people answered appear here.'));

const order = (hour) => `${Number(hour) + 1}${['st', 'nd', 'rd'][Number(hour)] || 'th'} hour`;
const group = (title, items, first, name, note) => el('section', { class: 'panel', 'aria-label': title }, el('h2', {}, title), note && el('p', { class: 'muted' }, note),
        items.length ? table(columns(first, name, 'Grades'), items) : empty('Nothing yet.'));

const byName = (a, b) => (a.name || '\uffff').localeCompare(b.name || '\uffff');

/** By name, never by figure: it is the rubric that is looked at, not who is better. */
export const groups = ({ by_grader: graders, by_product_type: types, by_hour: hours }) => [
        group('By grader', [...graders].sort(byName), 'Who graded first', (one) => one.name || 'Somebody who has left',
                'In order of name. A figure says how well a person and the others read the rubric alike; either may be right.'),
        el('div', { class: 'columns tables' }, group('By product type', types, 'Type', (one) => one.key || 'Not known'),
                group('By hour of the shift', hours, 'Hour', (one) => one.key ? order(one.key) : 'Not known')),
];

export const byMerchant = (all) => [overall({ grades: all.grades }), group('By merchant', all.by_merchant, 'Merchant', (one) => one.name || one.key)];
