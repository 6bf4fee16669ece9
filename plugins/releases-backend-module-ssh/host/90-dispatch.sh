case $verb in
  look | begin | bring | inspect | switch | back | prune | hook | check) "do_$verb" "$@" ;;
  *) refuse usage "unknown verb" ;;
esac
