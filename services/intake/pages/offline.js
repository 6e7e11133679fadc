// Receiving goes on while the server is away: what was done is kept, its line says so, and its plate follows.
import { asOfNote, el, followed, isAway, keep, lately, plate, Problem, recall, send, state, unsent, unsentAt, words } from './kit/kit.js';

/** A shipment as the server knows it, else as it was seen last (asOf); with what this person did to it that is not sent yet (notSent). */
export async function seen(at, { merchant_id, shipment_id }) {
        const { value, asOf } = await lately(`shipment ${shipment_id}`, at);
        await keep('open', { merchant_id, shipment_id });
        for (const { body } of (await unsent()).filter((entry) => entry.mine && entry.state === 'waiting' && entry.path.startsWith(`${at}/`))) {
                const line = value.lines.find((one) => one.line_id === body.line_id);
                if (!line) value.strangers.push({ ...body, notSent: true });
                else if (line.outcome === 'pending') Object.assign(line, { outcome: body.outcome, notSent: true });
        }
        return Object.assign(value, { asOf });
}

/** The shipment that was open before the page was, when the server cannot be asked. */
export const openBefore = async (when) => when ? (await recall('open'))?.value : undefined;

export const plateOf = (one) => one.notSent ? el('span', { class: 'muted' }, 'Plate follows') : plate(one.lpn);
export const stateOf = (one) => one.notSent ? el('div', { class: 'row' }, state(one.outcome), state('waiting', 'Not sent')) : state(one.outcome);
export const asOf = (shipment) => shipment.asOf && asOfNote(shipment.asOf);

/** Something of a shipment is received. The unit; undefined: it is kept, and the strip says that its plate follows. */
export async function receiveAt(at, path, body, { desk, title, shipment, merchant_id }) {
        const what = `${words(body.outcome)}: ${title}, ${shipment}`;
        const unit = await send('POST', `${at}/${path}`, body, { what, about: { title, merchant_id }, keep: true });
        if (!unit) desk.tell(body.plate ? { kind: 'attention', word: `${words(body.outcome)}, not sent yet`,
                text: `${title}. The server is away and this is kept here, with the plate that you scanned.` }
                : { kind: 'attention', word: `${words(body.outcome)}, plate follows`, text: `${title}. The server is away and this is kept here. Set the piece aside until its plate comes.` });
        return unit;
}

/** What is short, or was counted, is only known once everything done here is sent. done: what it is to become then ("closed"). */
export async function allSent(at, done) {
        const left = await unsentAt(`${at}/`);
        if (left) throw new Problem(0, { title: `Not ${done}: ${left === 1 ? 'one action on it is' : `${left} actions on it are`} unsent. Once they are sent or dismissed it can be ${done}.` });
}

/** A code that only the server knows. */
export const cannotTell = (error, code) => isAway(error) ? new Problem(0, { title: `Nothing was kept: ${code} cannot be looked up while the server is away. Scan it again when it is back.` }) : error;

/** Plates that came after their pieces were set aside: each asks for its label. changed() is called when the queue has changed. */
export function plates(desk, label, changed) {
        return followed({
                path: '/intake/', title: 'Plates that followed', changed, label: 'Label',
                columns: [['Piece', (entry) => entry.about.title], ['Plate', (entry) => plate(entry.answer.lpn)]],
                taken: (entry) => { label.want({ ...entry.answer, ...entry.about }); desk.focus(); },
                came: ([one, ...more]) => desk.tell(more.length ? { kind: 'good', word: `${more.length + 1} plates came`, text: 'Print their labels and put them on the pieces you set aside.' }
                        : { kind: 'good', word: 'Its plate came', plate: one.answer.lpn, text: `${one.about.title}. Print its label and put it on.` }),
        });
}
