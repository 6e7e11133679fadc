// "3 unsent": always in sight, with what waits, what was refused, and what to do about it.
import { el, icon } from './dom.js';
import { actAs, leaveAnswers, onQueue, remove, unsent } from './entries.js';
import { forget, keepMe } from './kept.js';
import { action } from './say.js';
import { kick, retry, trouble } from './sender.js';
import { ask, sheet } from './sheet.js';
import { clock, state, words } from './show.js';

const reasons = {
        away: 'The server does not answer. What is listed is kept at this station, and sent by itself, in this order, once it does.',
        'signed-out': 'You are signed out. What is listed is kept at this station, and sent once you have signed in again.',
        refused: 'The server refused what is listed. Look at each, then try it again or dismiss it.',
};

const parts = (entries) => {
        const refused = entries.filter((entry) => entry.state === 'refused').length;
        return [`${entries.length} unsent`, refused ? `, ${refused} refused` : ''];
};
const called = (entries) => parts(entries).join('');

/** Buttons that ask once more, in their own place. */
function refusedButtons(entry) {
        const row = el('div', { class: 'row' });
        const asking = () => row.replaceChildren(el('p', {}, 'It is not done, and nobody is asked again.'), action('Dismiss it', () => remove(entry), 'stop'),
                action('Keep it', async () => offer()));
        const offer = () => row.replaceChildren(action('Try again', () => retry(entry)), action('Dismiss', async () => asking(), 'stop'));
        offer();
        return row;
}

export const unsentRow = (entry) => el('li', { class: 'stack' }, el('div', { class: 'row between' }, el('strong', {}, entry.what), state(entry.state)),
        el('p', { class: 'small muted' }, `Asked by ${entry.person.name} at ${clock(entry.at)}`),
        entry.state === 'refused' && [el('p', { class: 'note stop' }, icon('stop'), el('span', {}, entry.problem.message)), refusedButtons(entry)]);

/** How many wait for whom: what they are is theirs. */
function ofOthers(entries) {
        const people = new Map(entries.map((entry) => [entry.person.staff_id, entry.person.name]));
        return [...people].map(([id, name]) => el('p', { class: 'note' },
                `${called(entries.filter((entry) => entry.person.staff_id === id))} by ${name}. Sent once ${name} signs in at this station.`));
}

function content(entries) {
        const mine = entries.filter((entry) => entry.mine), waiting = mine.some((entry) => entry.state === 'waiting');
        return [
                !entries.length && el('p', { class: 'muted' }, 'Everything is sent.'),
                mine.length > 0 && el('p', { class: 'muted' }, waiting ? reasons[trouble()] || 'They are sent in this order.' : reasons.refused),
                waiting && el('div', {}, action('Try now', async () => kick(), '')),
                mine.length > 0 && el('ol', { class: 'unsent' }, mine.map(unsentRow)),
                ofOthers(entries.filter((entry) => !entry.mine)),
        ].flat().filter(Boolean);
}

const look = (entries) => JSON.stringify([trouble(), entries.map(({ id, state: now, problem }) => [id, now, problem?.message])]);

async function open() {
        const entries = await unsent(), shown = sheet('Unsent', ...content(entries)), dialog = document.querySelector('dialog[open]');
        let before = look(entries);
        const end = onQueue(async () => {
                const after = await unsent(), inside = dialog.contains(document.activeElement);
                if (look(after) === before) return;   /* what somebody reads is not drawn anew */
                before = look(after);
                shown.show(...content(after));
                if (inside && !dialog.contains(document.activeElement)) dialog.querySelector('button').focus();
        });
        dialog.addEventListener('close', end);
}

export const unsentButton = (entries, onclick) => {
        const [count, refused] = parts(entries), kind = refused ? 'stop' : 'attention';
        return el('button', { type: 'button', class: `unsent ${kind}`, onclick }, icon(kind), el('div', {}, count, el('span', {}, refused)));
};

/** For the top bar. It says nothing when nothing is unsent. */
export function counter() {
        const node = el('div', { role: 'status' });
        const show = async () => {
                const entries = await unsent();
                if (node.textContent === (entries.length ? called(entries) : '')) return;
                node.replaceChildren(...(entries.length ? [unsentButton(entries, open)] : []));
        };
        onQueue(show);
        show();
        return node;
}

/** The station's part of a page: what is unsent goes out, whoever the person becomes; with `offline` the page opens again while the server is away. */
export function standBy(me, { offline }) {
        document.addEventListener('person-changed', async ({ detail }) => {   /* `me` is the new person now */
                await Promise.all([actAs(detail.to ? me : undefined), forget()]);
                if (!detail.to) return;
                await keepMe(me);
                kick();
        });
        kick();
        if (!offline) return;
        navigator.serviceWorker?.register(`/${location.pathname.split('/')[1]}/sw.js`).catch(() => {});
        navigator.storage?.persist?.().catch(() => {});   /* not to be cleared away when the disk is full */
}

/** Signing out, once it is clear what stays behind. work() resolves to something when it is done. */
export async function leaving(work) {
        const mine = (await unsent()).filter((entry) => entry.mine);
        const go = async () => { if (await work()) { await leaveAnswers(); await forget(); location.assign('/accounts/sign-in.html'); } };
        if (!mine.length) return go();
        return ask('Sign out?', `${called(mine)}. They stay at this station, and are sent when you sign in here again.`, 'Sign out', go);
}
