// Holding a unit: why, and whose it is to clear.
import { field, form, isAway, lately, printed, send, sheet } from './kit/kit.js';

/** Opens the sheet; then(reason) once it is held. */
export async function holdSheet(unit, { desk, me, then }) {
        const { value: { items } } = await lately('people', '/intake/v1/people').catch((error) => {
                if (!isAway(error)) throw error;
                return { value: { items: [{ staff_id: me.staff_id, name: me.name }] } };   /* nobody else is known here now */
        });
        const open = sheet('Hold this unit', form([
                field('reason', 'Why', { area: true, hint: 'It is kept in the history of the unit.' }),
                field('owner', 'Whose is it to clear', { options: items.map((one) => [one.staff_id, one.name]), value: me.staff_id }),
        ], 'Hold', async (given) => {
                const held = await send('POST', `/intake/v1/merchants/${unit.merchant_id}/units/${unit.unit_id}/hold`, given, { what: `Hold ${printed(unit.lpn)}: ${given.reason}` });
                open.close();
                if (!held) desk.tell({ kind: 'attention', word: 'Not held yet', plate: unit.lpn,
                        text: 'The server is away and this is kept here. It is held once that is sent: set it aside.' });
                else desk.tell({ kind: 'attention', word: 'Held', plate: unit.lpn,
                        text: `${given.reason} It is ${items.find((one) => one.staff_id === given.owner)?.name || 'somebody'}’s to clear.` });
                if (held) await then?.(given.reason);
                desk.focus();
        }));
}
