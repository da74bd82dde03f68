// Stands in for native-watchdog, which needs a compiler: it would end an extension host that its server has left behind.
exports.start = () => {};
exports.exit = code => process.exit(code ?? 0);
