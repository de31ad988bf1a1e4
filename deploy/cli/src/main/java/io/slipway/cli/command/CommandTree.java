package io.slipway.cli.command;

import picocli.CommandLine;

/** Which commands there are, and below which. */
final class CommandTree {
    private final Session session;
    private final CommandLine line;

    private CommandTree(Session session) {
        this.session = session;
        this.line = new CommandLine(session.root());
    }

    static CommandLine of(Session session) {
        CommandTree tree = new CommandTree(session);
        tree.changes();
        tree.releases();
        tree.setUp();
        tree.servers();
        tree.operation();
        return tree.line.addSubcommand(new CompletionCommand(session));
    }

    private void changes() {
        line.addSubcommand(new PullCommand(session));
        line.addSubcommand(new HotUpdateCommand(session));
        group(
                "job",
                new JobCommands.Watch(session),
                new JobCommands.ListJobs(session),
                new JobCommands.Show(session),
                new JobCommands.Retry(session),
                new JobCommands.Cancel(session));
    }

    private void releases() {
        group(
                "package",
                new PackageCommands.Add(session),
                new PackageCommands.ListPackages(session),
                new PackageCommands.Show(session),
                new PackageCommands.Diff(session));
        group(
                "release",
                new ReleaseCommands.Plan(session),
                new ReleaseCommands.Show(session),
                new ReleaseCommands.Run(session),
                new ReleaseCommands.Rollback(session),
                new ReleaseStatus(session));
        group(
                "wave",
                new WaveCommands.ListWaves(session),
                new WaveCommands.Pause(session),
                new WaveCommands.Resume(session),
                new WaveCommands.Skip(session));
        group("installed", new InstalledCommands.ListInstalled(session), new InstalledCommands.Show(session));
        group("desired", new DesiredCommands.ListDesired(session), new DesiredCommands.SetDesired(session));
        line.addSubcommand(new DriftCommand(session));
        line.addSubcommand(new ConvergeCommand(session));
        line.addSubcommand(new ReapplyCommand(session));
    }

    private void setUp() {
        group(
                "project",
                new ProjectCommands.ListProjects(session),
                new ProjectCommands.Show(session),
                new ImportCommand(session),
                new ProjectCommands.Export(session),
                new PreflightCommand(session),
                new MaintenanceCommand(session));
    }

    private void servers() {
        group("server", new ServerCommands.Import(session), new ServerCommands.ListServers(session));
        group(
                "service",
                new ServiceCommands.Start(session),
                new ServiceCommands.Stop(session),
                new ServiceCommands.Restart(session),
                new StatusCommand(session),
                new LogsCommand(session));
    }

    private void operation() {
        group(
                "schedule",
                new ScheduleCommands.ListSchedules(session),
                new ScheduleCommands.Show(session),
                new ScheduleCommands.Add(session),
                new ScheduleCommands.Cancel(session));
        group("queue", new QueueCommands.ListQueues(session), new QueueCommands.SetQueue(session));
        group(
                "version",
                new VersionCommands.ListVersions(session),
                new VersionCommands.Diff(session),
                new VersionWatch(session),
                new VersionCommands.Sources(session));
        line.addSubcommand(new DoctorCommand(session));
        group("worker", new WorkerCommands.ListWorkers(session));
        group("callback", new CallbackCommands.ListCallbacks(session), new CallbackCommands.Replay(session));
    }

    private void group(String name, Object... commands) {
        CommandLine group = new CommandLine(new Group());
        for (Object command : commands) {
            group.addSubcommand(command);
        }
        line.addSubcommand(name, group);
    }
}
