// A worker that starts and then can't do its work.
process.on('message', () => process.send?.({ defect: 'the plugin is broken' }));
process.send?.('ready');
