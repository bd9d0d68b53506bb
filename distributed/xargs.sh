#!/bin/sh
# xargs.sh RUN [JOBS]: does the tasks of a run that assay plan made, JOBS at a time, until it is done.
# ASSAY is the program. The exit status is that of assay reduce; 1 after three rounds in which no task was accepted.
set -u
run=${1-}
[ -n "$run" ] || { echo "xargs.sh: RUN is missing: the folder that assay plan made" >&2; exit 64; }
jobs=${2:-$(nproc 2>/dev/null || echo 2)}
assay=${ASSAY:-assay}
idle=0
while :; do
  tasks=$(cat "$run/tasks") || exit 1
  xargs -P "$jobs" -I{} "$assay" map "$run" {} < "$run/tasks" | "$assay" reduce "$run"
  status=$?
  [ "$status" -eq 4 ] || exit "$status"
  # The next stage has other names: to open it is progress too.
  printf '%s\n' "$tasks" | grep -qvxFf "$run/tasks" && idle=0 || idle=$((idle + 1))
  [ "$idle" -lt 3 ] || { echo "xargs.sh: stopped: three rounds without a usable partial" >&2; exit 1; }
done
