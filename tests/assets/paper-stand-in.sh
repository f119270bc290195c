#!/bin/sh
# Stands in for countersign-paper: the "sheet" that it sets is its own process id.
while read -r job; do
    case $job in
        die) exit 1 ;;
        stall) exec /bin/sleep 600 ;;
        refuse) echo '{"failed":"no such thing"}' ;;
        huge) echo '{"pdf":{"bytes":99999999999,"size":9.8,"cut":false}}' ;;
        *) printf '{"pdf":{"bytes":%d,"size":9.8,"cut":false}}\n%s' ${#$} $$ ;;
    esac
    [ "$job" != once ] || exit 0
done
