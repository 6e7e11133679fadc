import { api, say, Problem } from '/accounts/kit/kit.js';

const form = document.getElementById('sign-in');

form.addEventListener('submit', async (event) => {
        event.preventDefault();
        const { email, password } = Object.fromEntries(new FormData(form));
        try {
                await api('POST', '/accounts/v1/sign-in', { email, password }, { signIn: false });
                const next = new URLSearchParams(location.search).get('next');
                location.assign(next && next.startsWith('/') && !next.startsWith('//') ? next : '/accounts/');
        } catch (error) {
                if (!(error instanceof Problem)) throw error;
                say(error.status === 429 ? 'Too many attempts. Wait a minute, then try again.' : error.message, 'stop');
        }
});
