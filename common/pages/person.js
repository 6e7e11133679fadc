// Who works here: switching the person at a station, and its lock screen over the page. The work in hand stays.
import { api, Problem, toSignIn, whenSignedOut } from './api.js';
import { onBadge, takeBadge } from './badge.js';
import { el } from './dom.js';
import { touch, watchIdle } from './idle.js';
import { action, attempt, say } from './say.js';

const channel = new BroadcastChannel('resale-person');
let me, gone = true, lock;

/** { staff_id, name, number, roles } of who is signed in; null while the station is locked. */
export const currentPerson = () => gone ? null : { staff_id: me.staff_id, name: me.name, number: me.number, roles: [...me.roles] };
/** The station that this device is: station_id, name, facility_id, facility, idle_minutes; null at any other device. */
export const currentStation = () => me?.station || null;

/** 'person-changed' on the document, detail { from, to }: people as currentPerson() says them, or null. */
const tell = (from) => document.dispatchEvent(new CustomEvent('person-changed', { detail: { from, to: currentPerson() } }));

function welcome() {
        say(`${me.name} works here now.`, 'good');
        const shown = document.querySelector('#said .note');
        setTimeout(() => { if (shown?.isConnected) say(''); }, 5000);
}

/** Somebody has signed in, here or in another tab. The object that pages hold stays the same. */
function become(found, elsewhere = false) {
        const from = currentPerson(), cover = lock;
        Object.assign(me, found);
        gone = false;
        lock = undefined;
        cover?.close();
        touch();
        if (!elsewhere) channel.postMessage('changed');
        if (from?.staff_id === me.staff_id) return;
        welcome();
        tell(from);
}

const refresh = async (elsewhere = false) => become(await api('GET', '/accounts/v1/me', undefined, { signIn: false }), elsewhere);

/* --- the lock screen, and switching --- */

function cover(title, closable, ...content) {
        const dialog = el('dialog', { class: 'lock', 'aria-label': title }, el('div', { class: 'sheet' }, content));
        const stay = (event) => { if (!closable && (event.type === 'cancel' || event.key === 'Escape')) event.preventDefault(); };
        dialog.addEventListener('cancel', stay);
        dialog.addEventListener('keydown', stay);
        dialog.addEventListener('close', () => { dialog.remove(); if (lock === dialog) lock = undefined; });
        document.body.append(dialog);
        dialog.showModal();
        return dialog;
}

function fill(dialog, { signer, passwordForm, people, closable }) {
        const here = signer({ people, done: (found) => become(found) });
        dialog.addEventListener('close', here.release);
        dialog.querySelector('.sheet').replaceChildren(el('div', { class: 'row between' }, el('p', { class: 'muted' }, `${me.station.name}, ${me.station.facility}`), closable
                ? el('button', { type: 'button', class: 'quiet', onclick: () => dialog.close() }, `Go on as ${me.name}`) : el('p', {}, 'Locked. The work in hand is kept.')),
        here, el('details', {}, el('summary', {}, 'Use your password'), passwordForm(() => refresh())),
        ...(closable ? [el('div', {}, action(me.pin_set_at ? 'Change my PIN' : 'Choose my PIN', async () => { dialog.close(); (await import('./you.js')).choosePin(me); }))] : []));
        here.focus();
}

/** Covers the page at once, for what is on it is nobody's to see, and asks who works here; closable: who does may go on. */
export async function screen(closable) {
        if (lock) return;
        const dialog = lock = cover(closable ? 'Switch' : 'Locked', closable, el('p', { role: 'status' }, 'One moment.'));
        let here = { station: me.station, people: [] };
        try {
                here = await api('GET', '/accounts/v1/station', undefined, { signIn: false });
        } catch (error) {
                if (!(error instanceof Problem)) throw error;   /* out of reach: who comes may scan a badge all the same */
        }
        if (lock !== dialog) return;   /* somebody came meanwhile */
        if (here.station) fill(dialog, { ...await import('./signer.js'), people: here.people, closable });
        else location.assign('/accounts/sign-in.html');   /* it was revoked */
}

/** The person goes; the page stays as it is, covered. */
export function leave(elsewhere = false) {
        if (gone) return;
        const from = currentPerson();
        gone = true;
        lock?.close();
        lock = undefined;
        attempt(() => screen(false));
        tell(from);
        if (elsewhere) return;
        channel.postMessage('locked');
        attempt(() => api('POST', '/accounts/v1/sign-out', undefined, { signIn: false }));
}

/** A badge while nobody asks for one: the person changes. */
const scanned = (badge) => attempt(async () => {
        if (!me.station) return say('This device is no station. A supervisor makes it one: the name in the top bar, then Use this device as a station.', 'attention');
        try {
                return become(await api('POST', '/accounts/v1/station/sign-in', { badge }, { signIn: false }));
        } catch (error) {
                if (error.code !== 'badge-and-pin') throw error.status === 401 ? new Problem(0, { title: error.message }) : error;
                await screen(true);
                return takeBadge(badge);   /* which asks for the PIN */
        }
});

export const otherPerson = () => new Problem(0, { title: 'This was not done: another person has signed in. Do it again if it is yours to do.' });

/** A call without a session: at a station its lock screen. True when it may be sent again: it only reads, or the same person came back. */
async function resume(reads) {
        if (!me?.station) {
                toSignIn();
                return false;
        }
        const before = me.staff_id;
        leave(true);
        while (gone) await new Promise((resolve) => document.addEventListener('person-changed', resolve, { once: true }));
        if (!reads && me.staff_id !== before) throw otherPerson();
        return true;
}

/** The page begins, with who is signed in; what is given is kept up to date. */
export function begin(found) {
        me = found;
        gone = false;
        onBadge(scanned);
        channel.onmessage = ({ data }) => attempt(async () => data === 'locked' ? leave(true) : refresh(true));
        if (me.station) {
                watchIdle(me.station.idle_minutes, () => leave());
                import('./signer.js');   /* at hand when the network is not */
        }
        return me;
}

whenSignedOut(resume);
