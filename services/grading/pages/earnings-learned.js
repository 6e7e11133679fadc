// What was learned of a merchant's own sales, group by group.
import { action, api, el, empty, facts, grade, say, table, time } from './kit/kit.js';
import { percent } from './earnings-unit.js';

const days = (count) => count === 1 ? '1 day' : `${count.toLocaleString('en-US')} days`;
const above = (g) => `${percent(g.parent_sold_30)}, ${g.drawn >= 9950 ? 'all' : percent(g.drawn)} of it`;
const later = (g) => `${g.age.slice(1, 4).map((factor) => Math.round(factor / 100)).join(', ')} %`;

const groups = (list) => table([
        ['Type', (g) => g.product_type === '*' ? 'All types' : g.product_type], ['Grade', (g) => grade(g.grade)], ['Seen', (g) => `${g.sales} sold in ${days(g.days)} on offer`],
        ['In 30 days', (g) => percent(g.sold_30), 'number'], ['Taken from the group above', above], ['After 30, 60, 90 days', later],
        ['Elasticity', (g) => (g.elasticity / 100).toFixed(2), 'number'], ['Realised', (g) => g.sales ? `${percent(g.realised)} of new` : ''],
        ['Come back', (g) => percent(g.returned), 'number'],
], list);

/** What was never sold says nothing of its own: folded. */
function shown(list) {
        const about = el('p', { class: 'small muted' }, 'What is sold in 30 days, and how that changes the longer a piece is on offer. '
                + 'Few sales say little: a group leans on the one above it, all types on the policy’s starting values.');
        const seen = list.filter((g) => g.sales), rest = list.filter((g) => !g.sales);
        return [about, groups(seen), rest.length > 0 && el('details', {}, el('summary', {}, `${rest.length} ${rest.length === 1 ? 'group' : 'groups'} without a sale`), groups(rest))];
}

function night({ done_for, under_way, wanted_by, planned, changed, finished_at }) {
        if (under_way) return `Under way: ${planned.toLocaleString('en-US')} offers looked at so far.`;
        if (wanted_by) return 'Asked for; it begins in a moment.';
        return finished_at ? el('span', {}, `For ${done_for}, done `, time(finished_at),
                `: ${planned.toLocaleString('en-US')} offers planned, ${changed.toLocaleString('en-US')} with other steps than before.`)
                : 'Not yet; it begins at two in the morning of the merchant’s time zone.';
}

/** e: the answer of …/estimates. refresh() shows what it is now. */
export function learned(e, at, refresh, may) {
        return el('div', { class: 'stack' },
                facts(['Version', e.version && el('span', {}, `${e.version}, `, time(e.made_at), `: ${e.sales} sold of ${e.listings} offers of the last 400 days`)], ['Night’s work', night(e.night)]),
                may('supervisor') && el('div', {}, action('Learn and plan now', async () => {
                        await api('POST', `${at}/estimates`);
                        say('Asked for. What is learned holds for the next decisions; prices follow their new plan.', 'good');
                        await refresh();
                })),
                e.groups.length ? shown(e.groups) : empty('Nothing was learned yet: no unit of this merchant was sold. '
                        + 'Until then decisions go by the policy’s starting values; the first figures come the night after the first sale.'));
}
