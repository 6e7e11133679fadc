// What Loop is told: where its interface is, each grade and disposition, and what came of the call.
import { action, api, ask, check, el, field, form, grade, list, plate, say, sheet, state, time, words } from './kit/kit.js';

const stateOf = (r) => r.state === 'not_sendable' ? state('draft', 'Not sendable') : r.state === 'dead' ? state('failed', 'Refused') : r.state === 'past' ? state('ended', 'Past')
        : state({ pending: 'waiting', sent: 'done', superseded: 'ended' }[r.state],
                { pending: 'Waits', sent: r.superseded ? 'Sent, replaced since' : 'Sent', superseded: 'Replaced before it was sent' }[r.state]);

const why = (r) => r.why_not || (r.state === 'dead' || r.attempts > 0 && r.state === 'pending' ? [r.last_status, r.last_error].filter(Boolean).join(' ') || 'No answer' : '');

function connectSheet(at, target, done) {
        const open = sheet('Tell Loop of grades and dispositions', form([
                field('key', 'API key', { type: 'password', minlength: 8, maxlength: 500, hint: 'From Loop’s developer settings, with the scope Returns. It is kept encrypted and not shown again.' }),
                field('version', 'Version of Loop’s API', { options: [['2026-10', '2026-10'], ['2026-07', '2026-07']], value: target.version || '2026-10' }),
                field('url', 'Address', { value: target.url || 'https://api.loopreturns.com', maxlength: 500 }),
                el('p', { class: 'small muted' }, 'Each grade and disposition from now on of a unit that came by a Loop return is sent. In Loop, set returns to be processed by hand, '
                        + 'or the refund goes out before we have looked.'),
        ], target.connected ? 'Replace' : 'Connect', async (given) => {
                await api('PUT', `${at}/connections/loop/api`, given);
                open.close();
                say('Loop is told from now on.', 'good');
                await done();
        }));
}

const endIt = (at, done) => ask('Tell Loop no more?', 'What still waits to be sent is not sent. Grades and dispositions go on as they are.', 'Stop', async () => {
        await api('DELETE', `${at}/connections/loop/api`);
        await done();
});

/** The two panels: { target, reports }. refresh() shows the page again. */
export async function loopPanels(at, { setter, sees, refresh }) {
        const target = await api('GET', `${at}/connections/loop/api`);
        const told = el('div', { class: 'stack' }, el('h3', {}, 'What Loop is told'), el('p', { class: target.connected ? '' : 'muted' }, target.connected
                ? ['Grades and dispositions since ', time(target.since), `, by version ${target.version} at ${target.url.replace(/^https?:\/\//, '')}.`]
                : 'Nothing: connect Loop’s API to report grades and dispositions of what came by its returns.'),
        setter && el('div', { class: 'row' }, action(target.connected ? 'Replace the key' : 'Connect its API', async () => connectSheet(at, target, refresh)),
                target.connected && action('Stop', async () => endIt(at, refresh), 'stop')));
        if (!sees) return { told };
        const only = check('only', 'Only what needs somebody: refused or not sendable');
        const box = el('div', {}), rows = (filter) => list({ path: `${at}/loop-reports${filter ? `?state=${filter}` : ''}`,
                empty: filter === 'dead' ? 'Loop has refused nothing.' : filter ? 'Everything has a word of Loop’s.'
                        : 'No grade or disposition for Loop yet. They appear as units of Loop returns are graded.', columns: [
                        ['Unit', (r) => plate(r.lpn)], ['Return', (r) => el('div', {}, el('div', {}, r.provider_return_id), el('div', { class: 'small muted' }, `line\u00a0${r.line_item_id}`))],
                        ['What', (r) => r.kind === 'grade' ? grade(r.ours) : words(r.ours)],
                        ['Loop’s word', (r) => r.word ? el('span', { class: 'code' }, r.word) : '–'],
                        ['State', (r) => el('div', {}, stateOf(r), el('div', { class: 'small muted' }, time(r.at)))], ['Why', why],
                        ['Actions', (r) => r.state === 'dead' && !r.superseded && action('Send again', async () => {
                                await api('POST', `${at}/loop-reports/${r.report_id}/send-again`);
                                await show();
                        })],
                ] });
        const show = async () => {
                const wanted = only.querySelector('input').checked ? ['dead', 'not_sendable'] : [''], lists = wanted.map(rows);
                box.replaceChildren(...lists.flatMap((one, i) => wanted[i] ? [el('h3', {}, wanted[i] === 'dead' ? 'Refused' : 'Not sendable'), one] : [one]));
                await Promise.all(lists.map((one) => one.refresh()));
        };
        only.querySelector('input').addEventListener('change', show);
        await show();
        return { told, reports: [only, box] };
}
