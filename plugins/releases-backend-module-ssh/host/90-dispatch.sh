case $verb in
  look | begin | inspect | receive | unpack | switch | back | prune | hook | check) "do_$verb" "$@" ;;
  *) refuse usage "unknown verb" ;;
esac
