#!/bin/sh
# Plays NVOS 25.02 as the forced command of an SSH server: runs the one command that the client
# asked for, with "nv" and "sudo" as a switch has them.
#
#   nvos-forced-command.sh DUMPS TEMPLATE SECONDS [SFTP_SERVER]
#
# DUMPS is the folder of packages. Generate takes SECONDS and gives a link to TEMPLATE, or a small
# archive of its own when there is no such file.
dumps=$1
template=$2
seconds=$3
sftp_server=${4-}

failed() {
  printf 'Action failed with the following issue:\n%s\n' "$1" >&2
  return 1
}

small_archive() {
  work=$(mktemp -d) || return 1
  top=$work/${1%.tar.gz}
  mkdir -p "$top/dump" "$top/log/nmx" "$top/etc" || return 1
  hostname >"$top/etc/hostname" 2>/dev/null || echo sw1 >"$top/etc/hostname"
  echo 'VERSION=25.02.4282' >"$top/etc/nvos-release"
  awk 'BEGIN { for (i = 0; i < 2000; i++) print i, "INFO orchagent: port state", i * 7919 % 104729 }' \
    >"$top/log/syslog"
  tail -n 500 "$top/log/syslog" >"$top/log/nmx/nmx-controller.log"
  head -c 50000 /dev/urandom >"$top/dump/sdk_dump_0.bin"
  tar -C "$work" -czf "$dumps/.unfinished" "${top##*/}" && mv "$dumps/.unfinished" "$dumps/$1"
  status=$?
  rm -rf "$work"
  return $status
}

generate() {
  since=20250101
  case $# in
    0) ;;
    1) since=${1#--since=} ;;
    *) since=$2 ;;
  esac
  case $since in
    [0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9] | [0-9]*/[0-9]*/[0-9][0-9][0-9][0-9]) ;;
    *)
      failed "invalid date: '$since'"
      return 1
      ;;
  esac
  mkdir "$dumps/.generating" 2>/dev/null || {
    failed 'Tech-support generation is already in progress'
    return 1
  }
  trap 'rmdir "$dumps/.generating" 2>/dev/null' EXIT
  echo 'Generating system tech-support file, it might take a few minutes...'
  echo 'Action executing ...'
  # No signal tells that the client has left, so its server process is watched.
  while [ "$seconds" -gt 0 ]; do
    sleep 1
    kill -0 "$PPID" 2>/dev/null || exit 1
    seconds=$((seconds - 1))
  done
  name=nvos_dump_sw1_$(date -u +%Y%m%d_%H%M%S).tar.gz
  while [ -e "$dumps/$name" ]; do
    sleep 1
    name=nvos_dump_sw1_$(date -u +%Y%m%d_%H%M%S).tar.gz
  done
  if [ -f "$template" ]; then
    ln "$template" "$dumps/$name" 2>/dev/null || cp "$template" "$dumps/$name" || return 1
  else
    small_archive "$name" || return 1
  fi
  printf 'Generated tech-support %s\nAction succeeded\n' "$dumps/$name"
}

list() {
  (cd "$dumps" && ls) | grep '\.tar\.gz$'
}

list_json() {
  list | awk -v dumps="$dumps" '
    BEGIN { printf "{" }
    { printf "\"%s\": {\"path\": \"%s/%s\"}, ", $0, dumps, $0; latest = $0 }
    END { if (latest != "") printf "\"latest\": {\"path\": \"%s/%s\"}", dumps, latest; print "}" }'
}

list_table() {
  printf '%-52s  %s\n' 'File name' 'Tech-support file path'
  list | while read -r name; do
    printf '%-52s  %s\n' "$name" "$dumps/$name"
  done
}

delete() {
  if [ ! -f "$dumps/${1##*/}" ]; then
    failed "File not found: $1"
    return 1
  fi
  rm "$dumps/${1##*/}" && printf 'File delete successfully\nAction succeeded\n'
}

nv() {
  case "$*" in
    'action generate system tech-support' | 'action generate system tech-support '*)
      shift 4
      generate "$@"
      ;;
    'show system tech-support files') list_table ;;
    'show system tech-support files -o json') list_json ;;
    'show system version') printf '        operational\n------  ------------------\nimage   nvos-25.02.4282\n' ;;
    'action delete system tech-support files '*)
      shift 5
      delete "$1"
      ;;
    *)
      echo "Invalid command: $*" >&2
      return 1
      ;;
  esac
}

sudo() {
  [ "$1" != -n ] || shift
  "$@"
}

case ${SSH_ORIGINAL_COMMAND-} in
  internal-sftp*)
    exec "${sftp_server:-sftp-server}"
    ;;
  '')
    echo 'This switch takes commands only.' >&2
    exit 1
    ;;
  *)
    eval "$SSH_ORIGINAL_COMMAND"
    ;;
esac
