// Who is signed in and what they saw last, for a time when the server is away. It is theirs alone: signing out clears it, and so does another person.
import { api, isAway, toSignIn } from './api.js';
import { actAs, who } from './entries.js';
import { troubleAt } from './sender.js';
import { clear, get, put } from './store.js';

const longest = 12 * 3600 * 1000;   /* as a session */
const patience = 2500;              /* ms */

export const forget = () => clear('kept').catch(() => {});

/** Without room or a store, a page works as long as the server answers. */
export const keep = async (name, value) => who() && put('kept', { name, value, person: who().staff_id, at: Date.now() }).catch(() => {});

/** Who is signed in, without their address. */
export const keepMe = ({ email, ...me }) => keep('me', me);

/** What was kept under a name by who is signed in; undefined when there is nothing. Its value is `value`. */
export const recall = async (name) => {
        const kept = await get('kept', name).catch(() => undefined);
        return kept && Date.now() - kept.at < longest && (!who() || kept.person === who().staff_id) ? kept : undefined;
};

/**
 * What the API answers at `path` now, else what it answered last: { value, asOf }; asOf is missing when it is of now.
 * Nobody waits long for a server that does not answer while there is something to show.
 */
export async function lately(name, path, load = () => api('GET', path)) {
        const fresh = async () => {
                const value = await load();
                await keep(name, value);
                return { value };
        };
        const kept = await recall(name), before = kept && { value: kept.value, asOf: kept.at };
        if (!kept) return fresh();
        if (troubleAt(path) === 'away') return before;
        const orBefore = (error) => { if (isAway(error)) return before; throw error; };
        return Promise.race([fresh().catch(orBefore), new Promise((resolve) => { setTimeout(() => resolve(before), patience); })]);
}

async function signedIn() {
        const me = await api('GET', '/accounts/v1/me', undefined, { signIn: false }), before = await recall('me');
        if (before && before.person !== me.staff_id) await forget();
        await actAs(me);
        await keepMe(me);
        return me;
}

/** Who works at this station. While the server is away: who did until now. */
export async function whoIs() {
        try {
                return await signedIn();
        } catch (error) {
                if (error.status === 401) { await forget(); toSignIn(); }
                const kept = isAway(error) && await recall('me');
                if (!kept) throw error;
                await actAs(kept.value);
                return kept.value;
        }
}
