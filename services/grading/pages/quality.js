// Quality: how far graders agree, what is to settle, and what is looked at twice. For supervisors.
import { action, api, attempt, el, forMerchant, page, sheet } from './kit/kit.js';
import { byMerchant, byQuestion, groups, overall } from './quality-figures.js';
import { calibrations, results } from './quality-calibration.js';
import { findings, tickets } from './quality-settle.js';
import { policy } from './quality-policy.js';

const windows = [[7, 'Last 7 days'], [30, 'Last 30 days'], [90, 'Last 90 days'], [365, 'Last year']];

function chooseWindow(onchange) {
        const select = el('select', { id: 'window', onchange: () => onchange(select.value) }, windows.map(([days, text]) => el('option', { value: String(days) }, text)));
        select.value = '30';
        return el('label', { class: 'choose', for: 'window' }, 'Time', select);
}

const lead = 'Some grades are given twice, the second time by somebody who does not know the first. What they agree on can be relied on; where they do not, the rubric is looked at.';

await page({ place: 'bench', title: 'Quality', lead }, async (parts) => {
        const { main, tools } = parts, body = el('div', { class: 'stack' });
        let days = '30', show;
        const everywhere = async () => sheet('All merchants', byMerchant(await api('GET', `/grading/v1/quality?days=${days}`)));
        tools.append(chooseWindow((value) => { days = value; attempt(() => show?.()); }), action('All merchants', everywhere), el('a', { class: 'button quiet', href: '/grading/' }, 'Bench'));
        await forMerchant(parts, async (merchant) => {
                const at = `/grading/v1/merchants/${merchant.merchant_id}`, figures = el('div', { class: 'stack' }), result = el('div', {});
                const panels = [findings(at), tickets(at), calibrations(at, merchant, result), policy(at, merchant)], [settle, open, known, rule] = panels.map(([node]) => node);
                show = async () => {
                        const found = await api('GET', `${at}/quality?days=${days}`);
                        figures.replaceChildren(overall(found), byQuestion(found), ...groups(found));
                        result.replaceChildren(results(found.calibration));
                };
                body.replaceChildren(settle, open, figures, known, rule);
                main.append(body);
                await Promise.all([show(), ...panels.map(([, refresh]) => refresh())]);
        });
});
