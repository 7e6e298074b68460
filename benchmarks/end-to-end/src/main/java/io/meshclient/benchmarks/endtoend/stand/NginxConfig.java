package io.meshclient.benchmarks.endtoend.stand;

/** The configuration of a backend: one worker, no log, connections that are never closed for their age. */
final class NginxConfig {
    static final String STATUS = "/nginx-status";
    static final String SICK_FLAG = "sick";

    /** nginx closes a connection after 1000 requests by default: that would measure dialling, and race with requests. */
    private static final String TEMPLATE = """
            daemon off;
            %suser%
            worker_processes 1;
            error_log stderr warn;
            pid nginx.pid;
            events { worker_connections 1024; }
            http {
              access_log off;
              keepalive_requests 1000000000;
              keepalive_timeout 3600s;
              client_body_temp_path temp-body;
              proxy_temp_path temp-proxy;
              fastcgi_temp_path temp-fastcgi;
              uwsgi_temp_path temp-uwsgi;
              scgi_temp_path temp-scgi;
              server {
                listen %address% backlog=1024;
                default_type application/json;
                location = %status% { stub_status; }
                location / {
                  %fault%
                  return 200 '%body%';
                }
              }
            }
            """;

    private NginxConfig() {}

    static String text(HostPort address, boolean faults) {
        // As root, nginx would hand its worker to an account that may not exist.
        boolean root = "root".equals(System.getProperty("user.name"));
        return TEMPLATE.replace("%suser%", root ? "user root;" : "")
                .replace("%address%", address.toString())
                .replace("%status%", STATUS)
                .replace("%fault%", faults ? "if (-f " + SICK_FLAG + ") { return 503; }" : "")
                .replace("%body%", Payload.body());
    }
}
