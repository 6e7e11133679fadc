// A piece that came by mistake: sent on to its merchant, with a label, a number, and word that it has left.
import { action, api, ask, el, facts, field, form, sheet, state, Problem } from './kit/kit.js';

const at = (unit) => `/intake/v1/merchants/${unit.merchant_id}/units/${unit.unit_id}/forward`;
const lines = ({ address1, address2, city, province, province_code, zip, country, country_code }) =>
        [address1, address2, [city, province_code || province, zip].filter(Boolean).join(' '), country || country_code].filter(Boolean).join(', ');

function print(unit) {
        if (!open(`${at(unit)}/label?format=pdf`, '_blank')) throw new Problem(0, { title: 'The browser did not open a tab for the label. Allow this site to open tabs, then print it again.' });
}

function track(unit, now, again) {
        const made = sheet('Under which number does it go', form([
                field('carrier', 'Carrier', { value: now.carrier || '' }), field('tracking_number', 'Tracking number', { value: now.tracking_number || '', hint: 'Scan it off the parcel.' }),
        ], 'Note it', async (given) => {
                await api('POST', `${at(unit)}/tracking`, given);
                made.close();
                await again();
        }));
}

/** Carried out by grading, with the evidence; the ledger then says here that it has left. */
const leave = (unit, now, again) => ask('Has the carrier taken it?', `${now.carrier} ${now.tracking_number} to ${now.destination}. It leaves the partner for good.`, 'It has left', async () => {
        await api('POST', `/grading/v1/merchants/${unit.merchant_id}/units/${unit.unit_id}/disposition`, { disposition: 'back_to_merchant',
                evidence: { recipient: now.destination, carrier: now.carrier, tracking_number: now.tracking_number, forward_id: now.forward_id } });
        await again();
});

/** The part of a unit's panel; nothing where it is not to be sent on. */
export function forwardPart(unit, { outcome, forward: now }, { may, again }) {
        const here = ['received', 'quarantined'].includes(unit.state), floor = may('receiver', 'supervisor');
        if (!now && !(outcome === 'misrouted' && here)) return false;
        if (!now) {
                return el('div', { class: 'note attention' }, el('p', {}, 'It belongs elsewhere.'),
                        floor && action('Send it on to the merchant', async () => { await api('POST', at(unit), {}); await again(); }));
        }
        const gone = now.state === 'ready' && (may('supervisor') ? action('It has left', async () => leave(unit, now, again), '') : el('p', { class: 'muted' }, 'A supervisor says that it has left.'));
        return el('section', { class: 'stack', 'aria-label': 'Sent on' }, el('div', { class: 'row between' }, el('h3', {}, 'Sent on to the merchant'), state(now.state)),
                facts(['To', now.destination], ['Address', lines(now.address)], ['Carrier', now.carrier], ['Tracking', now.tracking_number]),
                here && floor && el('div', { class: 'row' }, action('Print address label', async () => print(unit)),
                        action(now.tracking_number ? 'Put the number right' : 'Note tracking number', async () => track(unit, now, again), now.tracking_number ? 'quiet' : ''),
                        gone));
}
