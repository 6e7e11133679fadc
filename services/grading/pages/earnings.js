// What pieces should earn and why, whether that came true, by what policy, and what was learned.
import { action, api, el, field, form, forMerchant, grade, list, money, page, plate, Problem, say, time, words } from './kit/kit.js';
import { byPlate, decisionOf, noDecision, percent } from './earnings-unit.js';
import { editPolicy, policyInWords, versionColumns } from './earnings-policy.js';
import { learned } from './earnings-learned.js';
import { scores } from './earnings-scores.js';

const panel = (title, ...nodes) => el('section', { class: 'panel', 'aria-label': title }, el('h2', {}, title), nodes);
const mayWeigh = (may) => may('supervisor', 'technician', 'grader', 'lister');

/** Everything on one merchant, newly drawn when another is chosen. */
async function show(merchant, { main, may }) {
        const at = `/grading/v1/merchants/${merchant.merchant_id}`, shown = el('div', { class: 'stack' }), policyNow = el('div', { class: 'stack' });
        const learning = el('div', { class: 'stack' }), came = may('supervisor') && scores(at);

        const open = async (about) => {
                const again = mayWeigh(may) && (async () => open(await api('POST', `${at}/units/${about.unit_id}/decision`)));
                shown.replaceChildren(decisionOf(about, again));
                shown.querySelector('h2').focus();
        };
        const decisions = list({ path: `${at}/decisions`, limit: 5, empty: noDecision().textContent, columns: [
                ['Piece', (d) => el('div', {}, el('div', {}, d.title || 'A unit'), el('div', { class: 'small muted' }, plate(d.lpn)))], ['Grade', (d) => grade(d.grade)],
                ['Decided', (d) => words(d.chosen)], ['Net', (d) => money(d.predicted_net), 'number'], ['Sold', (d) => d.predicted_sold ? percent(d.predicted_sold) : '', 'number'],
                ['When', (d) => time(d.decided_at)],
                ['Actions', (d) => action('Show', async () => open(await api('GET', `${at}/units/${d.unit_id}/decision`)))]] });
        const find = form([field('code', 'Plate', { hint: 'Scan or type it.' })], 'Show its decision', async ({ code }) => {
                const about = await byPlate(code, at);
                if (!about) throw new Problem(0, { field: 'code', detail: 'This is no unit’s plate.' });
                await open(about);
        }, { row: true });

        const versions = list({ path: `${at}/earning-policies`, columns: versionColumns, empty: 'No version yet.', limit: 10 });
        const showPolicy = async () => {
                const [own] = (await api('GET', `${at}/earning-policies?limit=1`)).items, body = own?.body || await api('GET', `${at}/earning-policies/default`);
                policyNow.replaceChildren(policyInWords(body, Boolean(own)), may('supervisor') ? el('div', {}, action(own ? 'Write the next version' : 'Write the first version', async () =>
                        editPolicy(at, merchant, body, async (version) => {
                                await showPolicy();
                                say(`Version ${version} holds for decisions from now on, and for prices from the next plan.`, 'good');
                        }), '')) : '');
                await versions.refresh();
        };
        const showLearned = async () => learning.replaceChildren(learned(await api('GET', `${at}/estimates`), at, showLearned, may));

        main.querySelectorAll('.panel').forEach((node) => node.remove());
        main.append(panel('Decisions', find, shown, decisions), ...came ? [panel('Predicted and actual', came.node)] : [], panel('Policy', policyNow, el('h3', {}, 'Versions'), versions),
                panel('Learned from sales', el('div', { class: 'wide', tabindex: 0, role: 'group', 'aria-label': 'Learned figures' }, learning)));
        await Promise.all([decisions.refresh(), showPolicy(), showLearned(), came && came.refresh()]);
        const asked = new URLSearchParams(location.search).get('unit');
        if (asked) await open(await api('GET', `${at}/units/${asked}/decision`));
}

await page({ place: 'earnings', title: 'Earnings', lead: 'What each piece should earn and why, whether that came true, by which policy, and what was learned.' },
        (parts) => forMerchant(parts, (merchant) => show(merchant, parts)));
