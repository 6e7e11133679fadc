// Who works here: by badge, or by name or number and PIN.
import { api, Problem } from './api.js';
import { onBadge } from './badge.js';
import { el } from './dom.js';
import { choice, field, form } from './form.js';

const patience = 30000;   /* ms that half of a proof is kept for the other half */

/** A PIN and the keys to type it without a keyboard. */
export function pinField(label = 'PIN') {
        const node = field('pin', label, { type: 'password', inputmode: 'numeric', pattern: '[0-9]{4,8}', maxlength: 8, title: 'A PIN has 4 to 8 digits.' }), input = node.querySelector('input');
        const press = (key) => { input.value = key === 'Delete' ? input.value.slice(0, -1) : (input.value + key).slice(0, 8); };
        const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'Delete', '0'].map((key) => el('button', { type: 'button', class: 'quiet', onclick: () => press(key) }, key));
        return { node: el('div', { class: 'stack' }, node, el('div', { class: 'pad', role: 'group', 'aria-label': 'Digits' }, keys)), input, label: node.querySelector('label') };
}

const signIn = (proof) => api('POST', '/accounts/v1/station/sign-in', proof, { signIn: false });

/** done(me) when somebody has signed in. The node takes badges until its release() is called. send(proof) is the API's. */
export function signer({ people, done, send = signIn }) {
        const prompt = el('h2'), wrong = el('p', { class: 'error', role: 'alert' }), pin = pinField();
        const names = people.length ? choice('staff_id', 'Who are you', [...people.map((one) => [one.staff_id, one.name]), ['', 'By number']], { required: false }) : '';
        const number = field('number', 'Your number', { as: 'number' }), numberInput = number.querySelector('input');
        let kept = {}, timer;

        const ask = (text, half = {}) => {
                kept = half;
                prompt.textContent = text;
                clearTimeout(timer);
                if (half.badge || half.pin) timer = setTimeout(start, patience);
        };
        /** The PIN is asked for once it is said whose. */
        const whose = (known, byNumber = false) => {
                number.hidden = numberInput.disabled = !byNumber;
                pin.node.hidden = typed.lastElementChild.hidden = !known;
        };
        const start = () => {
                ask(people.length ? 'Scan your badge, or choose your name' : 'Scan your badge, or type your number');
                if (names) names.hidden = false;
                typed.reset();
                whose(!people.length, !people.length);
        };
        const other = (proof) => {
                if (proof.badge) {
                        ask('Now your PIN', { badge: proof.badge });
                        if (names) names.hidden = true;
                        whose(true);
                        pin.input.focus();
                } else ask('Now scan your badge: your PIN counts with it only', { pin: proof.pin });
        };
        const prove = async (proof) => {
                wrong.textContent = '';
                let me;
                try {
                        me = await send(proof);
                } catch (error) {
                        pin.input.value = '';
                        if (error.code === 'badge-and-pin') return other(proof);
                        throw error;
                }
                start();
                return done(me);
        };
        const scanned = (badge) => prove({ badge, pin: kept.pin }).catch((error) => {
                if (!(error instanceof Problem)) throw error;
                start();
                wrong.textContent = error.message;
        });
        const typed = form([names, number, pin.node], 'Sign in', ({ staff_id, number: given, pin: digits }) =>
                prove(kept.badge ? { badge: kept.badge, pin: digits } : { staff_id: staff_id || undefined, number: given, pin: digits }));
        typed.addEventListener('change', ({ target }) => {
                if (target.name !== 'staff_id') return;
                whose(true, !target.value);
                (target.value ? pin.input : numberInput).focus();
        });
        const node = el('div', { class: 'stack signer' }, el('div', { role: 'status' }, prompt), wrong, typed);
        start();
        node.release = onBadge(scanned);
        node.focus = () => (names ? typed.elements.staff_id[0] : numberInput).focus();
        return node;
}

/** With the password: at any device. */
export const passwordForm = (done) => form([
        field('email', 'Email', { type: 'email', autocomplete: 'username' }), field('password', 'Password', { type: 'password', autocomplete: 'current-password' }),
], 'Sign in', async (given) => {
        try {
                await api('POST', '/accounts/v1/sign-in', given, { signIn: false });
        } catch (error) {
                throw error.status === 429 ? new Problem(429, { title: 'Too many attempts. Wait a minute, then try again.' }) : error;
        }
        await done();
});
