// Installed by `npm start` beside the extension, so that the first thing to be seen is its view.
const { commands } = require('vscode');

exports.activate = () => commands.executeCommand('redshiftSnapshots.clusters.focus');
