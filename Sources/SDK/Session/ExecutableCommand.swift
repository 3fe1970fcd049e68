/// Commands that are ready to be carried out, and to which others can be added.
public protocol ExecutableCommand<Style>: CommandOrigin {}
