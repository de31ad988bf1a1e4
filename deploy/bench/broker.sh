# A private RabbitMQ node on loopback for the length of a benchmark. Sourced; needs BENCH_DIR and AMQP_PORT, sets BROKER_PID.

start_broker() {
  local home=$BENCH_DIR/rabbit sbin
  mkdir -p "$home"
  sbin=$(dirname "$(dpkg -L rabbitmq-server | grep '/lib/rabbitmq_server-[^/]*/sbin/rabbitmq-server$')")
  DIST_PORT=$(free_port) EPMD_PORT=$(free_port)
  cat > "$home/rabbitmq.conf" <<CONF
listeners.tcp.default = 127.0.0.1:$AMQP_PORT
log.console = false
CONF
  rabbit=(env HOME="$home" ERL_EPMD_PORT="$EPMD_PORT" ERL_EPMD_ADDRESS=127.0.0.1 RABBITMQ_CONF_ENV_FILE="$home/none"
    RABBITMQ_CONFIG_FILE="$home/rabbitmq.conf" RABBITMQ_NODENAME=slipwaybench@localhost RABBITMQ_DIST_PORT="$DIST_PORT"
    RABBITMQ_MNESIA_BASE="$home/mnesia" RABBITMQ_LOG_BASE="$home/log" RABBITMQ_PID_FILE="$home/pid"
    RABBITMQ_ENABLED_PLUGINS_FILE="$home/plugins"
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1}")
  "${rabbit[@]}" "$sbin/rabbitmq-server" > "$home/out.log" 2>&1 &
  for _ in $(seq 120); do
    [ -s "$home/pid" ] && python3 -c "import socket; socket.create_connection(('127.0.0.1', $AMQP_PORT), 1)" 2> /dev/null && break
    sleep 0.5
  done
  BROKER_PID=$(cat "$home/pid")
  export BROKER_PID
}

stop_broker() {
  kill "$BROKER_PID" 2> /dev/null || true
  while kill -0 "$BROKER_PID" 2> /dev/null; do sleep 0.2; done
  env ERL_EPMD_PORT="$EPMD_PORT" epmd -kill > /dev/null 2>&1 || true
}
