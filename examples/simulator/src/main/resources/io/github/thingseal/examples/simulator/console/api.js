// What the page asks of its server. The token of the session lives in this module alone.

let token = null;

async function ask(method, path, body, type) {
  const headers = method === 'POST' ? { 'Content-Type': type, 'X-Console-Token': token ?? 'none' } : {};
  const response = await fetch(path, { method, headers, body, cache: 'no-store', credentials: 'omit', redirect: 'error' });
  const answer = await response.json();
  if (!response.ok) {
    throw Object.assign(new Error(answer.error), { status: response.status });
  }
  return answer;
}

async function openSession() {
  token = null;
  token = (await ask('POST', '/api/session', '{}', 'application/json')).token;
}

/** Shows something and changes nothing. */
export function get(path, parameters = {}) {
  const query = new URLSearchParams(parameters).toString();
  return ask('GET', query === '' ? path : `${path}?${query}`);
}

/** Changes something, in a session that is opened when it is needed; a body of another type is a file. */
export async function change(path, body = {}, type = 'application/json') {
  const content = body instanceof Blob ? body : JSON.stringify(body);
  if (token === null) {
    await openSession();
  }
  try {
    return await ask('POST', path, content, type);
  } catch (error) {
    if (error.status !== 401) {
      throw error;
    }
    await openSession();
    return ask('POST', path, content, type);
  }
}
