import { Link } from 'react-router';
import { useGet } from '../api/hooks';
import { bytes } from '../parts/time';
import { useFormTexts } from './texts';

interface Lists {
  uuid?: string;
  version?: string;
  action?: string;
  plan?: string;
  update_server_list?: Record<string, Record<string, string[]>>;
  data?: { cdn_root_url: string; cdn_dir: string }[];
  update_file_list?: { file_name: string; file_md5: string }[];
  erlang_cmd_list?: string[];
  servers?: { ids?: string[]; all?: boolean; names?: Record<string, string[]>; labels?: string[]; roles?: string[]; ips?: string[] };
}

const SHOWN = 12;

function PlanLine({ id }: { id: string }) {
  const t = useFormTexts();
  const { data } = useGet('/api/v1/release-plans/{id}', { path: { id }, fresh: 30_000 });
  return (
    <>
      <dt>{t('body.plan')}</dt>
      <dd>
        <Link className="mono in-text" to={`/plans/${encodeURIComponent(id)}`}>
          {id}
        </Link>{' '}
        {data && `${data.app_type} ${data.version} · IP ${data.hosts} · ${bytes(data.bytes_to_send)}`}
      </dd>
    </>
  );
}

/** A request that somebody handed in, as people read it: version, servers, files, commands; the whole of it below. */
export function RequestBody({ body }: { body: unknown }) {
  const t = useFormTexts();
  const request = (body ?? {}) as Lists;
  const servers = Object.entries(request.update_server_list ?? {}).flatMap(([role, hosts]) => Object.entries(hosts).map(([ip, names]) => `${role} ${ip}: ${names.join(', ')}`));
  const files = request.update_file_list ?? [];
  const lines = (list: string[]) => (
    <>
      {list.slice(0, SHOWN).map(each => (
        <div key={each} className="mono">
          {each}
        </div>
      ))}
      {list.length > SHOWN && <div className="muted">{t('body.more', { count: list.length - SHOWN })}</div>}
    </>
  );
  const selected = request.servers?.ids ?? Object.entries(request.servers?.names ?? {}).map(([ip, names]) => `${ip}: ${names.join(', ')}`);
  return (
    <div className="stack">
      <dl className="facts">
        {request.version !== undefined && (
          <>
            <dt>{t('body.version')}</dt>
            <dd className="mono">{request.version}</dd>
          </>
        )}
        {request.action !== undefined && (
          <>
            <dt>{t('body.action')}</dt>
            <dd>{request.action}</dd>
          </>
        )}
        {request.plan !== undefined && <PlanLine id={request.plan} />}
        {servers.length > 0 && (
          <>
            <dt>{t('body.servers')}</dt>
            <dd>{lines(servers)}</dd>
          </>
        )}
        {request.servers !== undefined && (
          <>
            <dt>{t('body.servers')}</dt>
            <dd>{request.servers.all === true ? t('body.all') : selected.length > 0 ? lines(selected) : <span className="mono">{JSON.stringify(request.servers)}</span>}</dd>
          </>
        )}
        {request.data !== undefined && (
          <>
            <dt>CDN</dt>
            <dd>{lines(request.data.map(each => `${each.cdn_root_url}/${each.cdn_dir}`))}</dd>
          </>
        )}
        {files.length > 0 && (
          <>
            <dt>{t('body.files', { count: files.length })}</dt>
            <dd>{lines(files.map(file => `${file.file_name}  ${file.file_md5}`))}</dd>
          </>
        )}
        {(request.erlang_cmd_list ?? []).length > 0 && (
          <>
            <dt>{t('body.commands')}</dt>
            <dd>{lines(request.erlang_cmd_list ?? [])}</dd>
          </>
        )}
      </dl>
      <details>
        <summary className="muted">JSON</summary>
        <pre className="output" tabIndex={0}>{JSON.stringify(body, null, 2)}</pre>
      </details>
    </div>
  );
}
