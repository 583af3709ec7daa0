"""Jinja's compiler and environment, for many pages of few templates: the same text, made in fewer steps."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from types import BuiltinFunctionType
from typing import Any

import markupsafe
import msgspec
from jinja2 import Environment, Template, nodes, pass_context, pass_environment, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.environment import TemplateModule
from jinja2.filters import _GroupTuple, do_groupby, do_join, do_map
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode, missing
from markupsafe import Markup, escape, soft_str

_PATH = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*").fullmatch
"""An attribute, or an attribute of one."""

_OF_MAPPINGS = frozenset(dir(dict))


def _escape_with_markup(text: str) -> str:
    return escape(text)


escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", _escape_with_markup)
"""MarkupSafe's escaping without the Markup around it, which costs six times as much as the escaping; what a template
prints is joined at once and needs none."""


def as_markup(html: str) -> Markup:
    """`html`, a plain string, as Markup; its own constructor first looks whether what it gets knows its HTML."""
    return str.__new__(Markup, html)


class _Code(CodeGenerator):
    """Templates as code that gathers what it prints in a list, where Jinja's hands on each piece by itself through all
    blocks and templates around it; that asks for an attribute where it is wanted; and that escapes text at once."""

    _extends = False

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 # Jinja's name
        self._extends = node.find(nodes.Extends) is not None
        super().visit_Template(node, frame)

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("escape_text = environment.escape_text")

    def enter_frame(self, frame: Frame) -> None:
        super().enter_frame(frame)
        if self._is_function(frame):
            self.buffer(frame)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
        if self._is_function(frame):
            self.writeline(f"yield concat({frame.buffer})")
        super().leave_frame(frame, with_python_scope)

    def _is_function(self, frame: Frame) -> bool:
        """Whether it is a whole template or block. A template that extends another has nothing to print itself."""
        return frame.parent is None and (frame.block_frame or (frame.rootlevel and not self._extends))

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 # Jinja's name
        self.write("(v_ if (v_ := getattr((o_ := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing else environment.getattr(o_, {node.attr!r}))")

    @optimizeconst
    def visit_Call(  # noqa: N802 # Jinja's name
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        if forward_caller:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        loop_vars = "_loop_vars" if frame.loop_frame else "None"
        block_vars = "_block_vars" if frame.block_frame else "None"
        self.write("environment.called(context, ")
        self.visit(node.node, frame)
        self.write(f", {loop_vars}, {block_vars}")
        self.signature(node, frame)
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if _escapes(frame, finalize):
            self.write("(escape_text(v_) if type(v_ := ")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if _escapes(frame, finalize):
            self.write(") is str else environment.escaped(v_))")
        else:
            super()._output_child_post(node, frame, finalize)


def _escapes(frame: Frame, finalize: Any) -> bool:
    return bool(frame.eval_ctx.autoescape) and not frame.eval_ctx.volatile and finalize.src is None


class _Context(Context):
    """Jinja's context without its record of global names: all templates have the same."""

    def __init__(
        self,
        environment: Environment,
        parent: dict[str, Any],
        name: str | None,
        blocks: dict[str, Callable[[Context], Iterator[str]]],
        globals: MutableMapping[str, Any] | None = None,
    ) -> None:
        self.parent = parent
        self.vars = {}
        self.environment = environment
        self.eval_ctx = EvalContext(environment, name)
        self.exported_vars = set()
        self.name = name
        self.globals_keys = set()
        self.blocks = {block: [function] for block, function in blocks.items()} if blocks else {}

    def resolve_or_missing(self, key: str) -> Any:
        found = self.vars.get(key, missing)
        return self.parent.get(key, missing) if found is missing else found


class _Template(Template):
    """Jinja's template, whose module is the same for all who import it, as its globals are."""

    def new_context(
        self, vars: dict[str, Any] | None = None, shared: bool = False, locals: Mapping[str, Any] | None = None
    ) -> Context:
        parent = {} if vars is None else vars
        if not shared:
            parent = {**self.globals, **parent}
        if locals:
            parent = parent | {name: value for name, value in locals.items() if value is not missing}
        return _Context(self.environment, parent, self.name, self.blocks)

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        if self._module is None:
            self._module = self.make_module()
        return self._module


class ThemeEnvironment(Environment):
    """Jinja's environment, for templates that do not change and have all the same globals. It reads
    `groupby('date.year')` and `map(attribute='url')` off our values without first trying them as mappings, and
    `words.by` off a mapping without first trying an attribute: the exceptions of the one were a tenth of a list's time,
    those of the other a tenth of an article's."""

    code_generator_class = _Code
    context_class = _Context
    template_class = _Template
    escape_text = staticmethod(escape_text)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._templates: dict[str, Template] = {}
        self.filters.update(trim=_trim, join=_join, map=_map, groupby=_groupby)

    @internalcode
    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        found = self._templates.get(name) if type(name) is str and not globals else None
        if found is None:
            found = super().get_template(name, parent, globals)
            if type(name) is str and not globals:
                self._templates[name] = found
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, msgspec.Struct) and isinstance(argument, str):
            try:
                return getattr(obj, argument)
            except AttributeError:
                pass
        return super().getitem(obj, argument)

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj and attribute not in _OF_MAPPINGS:
            return obj[attribute]
        try:
            return getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)

    @staticmethod
    def escaped(value: Any) -> str:
        """`value` as HTML."""
        if type(value) is str:
            return escape_text(value)
        return value if type(value) is Markup else escape(value)

    @staticmethod
    @internalcode
    def called(
        context: Context,
        called: Any,
        loop_vars: dict[str, Any] | None,
        block_vars: dict[str, Any] | None,
        /,
        *args: Any,
        **kwargs: Any,
    ) -> Any:
        """What a call in a template gives. A macro and a method of text or a mapping are called as they are; everything
        else goes Jinja's own way."""
        if type(called) is Macro and not (called.catch_kwargs or called.catch_varargs or called.caller):
            names = called.arguments[len(args) :]
            if kwargs.keys() <= set(names) if kwargs else len(args) <= called._argument_count:
                rest = [kwargs.get(name, missing) for name in names] if kwargs else [missing] * len(names)
                html = called._func(*args, *rest)
                return as_markup(html) if context.eval_ctx.autoescape else html
        elif type(called) is BuiltinFunctionType:
            return called(*args, **kwargs)
        if loop_vars:
            kwargs["_loop_vars"] = loop_vars
        if block_vars:
            kwargs["_block_vars"] = block_vars
        return context.call(called, *args, **kwargs)


def _trim(value: Any, chars: str | None = None) -> str:
    if type(value) is Markup:
        return as_markup(str.strip(value, chars))
    return soft_str(value).strip(chars)


_ONLY_TEXT = frozenset([str])


@pass_eval_context
def _join(eval_ctx: EvalContext, value: Any, d: str = "", attribute: str | int | None = None) -> str:
    if attribute is None and type(d) is str:
        value = list(value)
        if _ONLY_TEXT.issuperset(map(type, value)):
            return d.join(value)
    joined: str = do_join(eval_ctx, value, d, attribute)
    return joined


@pass_context
def _map(context: Context, value: Any, *args: Any, **kwargs: Any) -> Iterator[Any]:
    name = kwargs.get("attribute")
    if args or len(kwargs) != 1 or type(name) is not str or not name.isidentifier():
        yield from do_map(context, value, *args, **kwargs)
    elif value:
        getitem = context.environment.getitem
        for item in value:
            yield getitem(item, name)


@pass_environment
def _groupby(
    environment: Environment,
    value: Iterable[Any],
    attribute: str | int,
    default: Any = None,
    case_sensitive: bool = False,
) -> list[tuple[Any, list[Any]]]:
    if default is not None or case_sensitive or type(attribute) is not str or not _PATH(attribute):
        found: list[tuple[Any, list[Any]]] = do_groupby(environment, value, attribute, default, case_sensitive)
        return found
    items, steps = list(value), attribute.split(".")
    read: list[Any] = items
    for step in steps:
        read = [environment.getitem(of, step) for of in read]
    keys = [key.lower() if isinstance(key, str) else key for key in read]
    groups: list[tuple[Any, list[Any]]] = []
    last: Any = missing
    for place in sorted(range(len(items)), key=keys.__getitem__):
        if not groups or keys[place] != last:
            last = keys[place]
            groups.append(_GroupTuple(read[place], []))
        groups[-1][1].append(items[place])
    return groups
