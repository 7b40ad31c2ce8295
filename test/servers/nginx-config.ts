/** A whole configuration: nothing of the machine's own nginx is read or written. */
export const writeNginxConfig = ({
  directory,
  port,
  deadPort,
  upstream,
  readTimeoutS,
}: {
  directory: string;
  port: number;
  /** Nothing listens there. */
  deadPort: number;
  upstream: string;
  readTimeoutS: number;
}): string => `
daemon off;
# One process, which is easily ended.
master_process off;
pid ${directory}/nginx.pid;
error_log ${directory}/error.log warn;
events { worker_connections 256; }
http {
  access_log off;
  client_body_temp_path ${directory}/body;
  proxy_temp_path ${directory}/proxy;
  fastcgi_temp_path ${directory}/fastcgi;
  uwsgi_temp_path ${directory}/uwsgi;
  scgi_temp_path ${directory}/scgi;
  proxy_read_timeout ${readTimeoutS}s;
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass ${upstream};
      proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection "upgrade";
    }
    # With nginx's own default, which is 60 s.
    location /patient/ {
      proxy_pass ${upstream}/;
      proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection "upgrade";
      proxy_read_timeout 60s;
    }
    # The most common mistake of all: nginx drops Upgrade unless it is told to pass it on.
    location /strip/ {
      proxy_pass ${upstream}/;
    }
    # The same path as directly.
    location /bare/ {
      proxy_pass ${upstream};
    }
    location /dead/ {
      proxy_pass http://127.0.0.1:${deadPort}/;
    }
  }
}
`;
