// A second person approves, in place: the first stays signed in.
import { api, Problem } from './api.js';
import { onBadge } from './badge.js';
import { el } from './dom.js';
import { field, form } from './form.js';
import { currentPerson, currentStation } from './person.js';
import { sheet } from './sheet.js';
import { pinField } from './signer.js';

const send = ({ merchant_id, ...body }) => api('POST', `/accounts/v1/merchants/${merchant_id}/approvals`, body, { signIn: false });

/** What went wrong stands in the form; a 401 is about the second person here. */
async function approved(give, proof) {
        try {
                await give(proof);
        } catch (error) {
                throw error instanceof Problem && error.status === 401 ? new Problem(0, { title: error.message }) : error;
        }
}

const byPassword = (give) => form([
        field('email', 'Email', { type: 'email' }), field('password', 'Password', { type: 'password', autocomplete: 'off' }),
], 'Approve', (proof) => approved(give, proof));

/** Badge, then PIN. */
function byBadge(give) {
        const prompt = el('h3', {}, 'Supervisor: scan your badge'), pin = pinField();
        let badge;
        const typed = form([pin.node], 'Approve', (proof) => approved(give, { badge, ...proof }).finally(() => { pin.input.value = ''; }));
        typed.hidden = true;
        const release = onBadge((code) => {
                badge = code;
                prompt.textContent = 'Now your PIN';
                typed.hidden = false;
                pin.input.focus();
        });
        return { nodes: [el('div', { role: 'status' }, prompt), typed], release };
}

/** The token to send along with the action; undefined when nobody approved. */
export function approve({ action, merchant_id, subject, what, station = currentStation(), ask = send }) {
        return new Promise((resolve) => {
                let token;
                const give = async (proof) => { ({ token } = await ask({ merchant_id, action, subject, ...proof })); open.close(); };
                const badge = station && byBadge(give), password = byPassword(give);
                const open = sheet('A second person approves', el('p', {}, what), el('p', { class: 'muted' }, `${currentPerson()?.name} stays signed in. Both names are kept with it.`),
                        badge ? [badge.nodes, el('details', {}, el('summary', {}, 'Use the password'), password)] : password);
                open.node.addEventListener('close', () => { badge?.release(); resolve(token); });
                if (badge) open.node.querySelector('button').focus();
        });
}
