// Calls of the JSON API.

export class Problem extends Error {
        constructor(status, problem) {
                super(problem.detail || problem.title || `The server answered ${status}. Nothing was changed; try again.`);
                this.status = status;
                this.code = problem.code;
                this.field = problem.field;
                this.errors = problem.errors;
                this.errorCount = problem.error_count;
        }
}

const uuid = () => crypto.randomUUID ? crypto.randomUUID() : Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Sent again with the same Idempotency-Key when the network failed. */
async function send(path, request) {
        for (let attempt = 0; ; attempt++) {
                try {
                        return await fetch(path, request);
                } catch {
                        if (attempt === 2) throw new Problem(0, { title: 'The server cannot be reached. Nothing was changed; try again.' });
                        await pause(400 * (attempt + 1));
                }
        }
}

/** The answer's JSON. Throws Problem; without a session it goes to the sign-in page. */
export async function api(method, path, body, { signIn = true } = {}) {
        const headers = { Accept: 'application/json' };
        if (method !== 'GET') headers['Idempotency-Key'] = uuid();
        if (body !== undefined) headers['Content-Type'] = 'application/json';
        const answer = await send(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), credentials: 'same-origin' });
        const text = await answer.text();
        const value = text && /json/.test(answer.headers.get('Content-Type') || '') ? JSON.parse(text) : {};
        if (answer.ok) return value;
        if (answer.status === 401 && signIn) location.assign(`/accounts/sign-in.html?next=${encodeURIComponent(location.pathname + location.search)}`);
        throw new Problem(answer.status, value);
}

/** Every item of a list that has pages, up to `most`. */
export async function all(path, most = 1000) {
        const items = [];
        for (let next = ''; next !== null && items.length < most;) {
                const page = await api('GET', `${path}?limit=200${next && `&cursor=${next}`}`);
                items.push(...page.items);
                next = page.next;
        }
        return items;
}
