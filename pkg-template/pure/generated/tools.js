// Generated from src/model/ by `cargo xtask generate`; do not edit.

/**
 * The tools by the names they have now, or had last, and those they had before; `*` follows the arguments that tell in
 * one line what a call is about (pure/field-table.js). An entry with a colon is an item of a list.
 */
export const tools = `Bash,bash command* timeout=number description run_in_background=boolean
ReadText,view file_path* offset=integer limit=integer
Glob,glob pattern path
ReadMedia,multimodal_analyzer file_path* directory_path* media_type/analysis_type=image|audio|video|pdf prompt pdf_pages video_interval recursive=boolean word_count=integer audio_mode video_mode
Grep,grep pattern path glob/include type output_mode=content|files_with_matches|count -i=boolean -n=boolean multiline=boolean -A=number -B=number -C=number head_limit=number literal_text=boolean
Write,write file_path* content
Edit,edit file_path* old_string new_string replace_all=boolean
Search,search query* search_type=web|images|videos allowed_domains=string[] blocked_domains=string[] safesearch=strict|moderate|off spellcheck=boolean
TodoWrite,todo_write todos=:TodoItem[]
ExitPlanMode,exit_plan_mode plan
Show,media_showcase,show_media,ShowMedia outputs=:ShowOutput[]
Task,task description* prompt* subagent_type
WebFetch,fetch url* prompt format=text|markdown|html timeout=number
Notify type=info|warning|error|question title* message responseType=acknowledge|text|choice choices=string[] timeout=integer
Browser action tabId/tab_id description url text query value=any key prompt index=integer ref coordinate=number[] direction scroll_amount/amount=integer filePath/file_path strategy interactiveOnly=boolean filter duration=integer fromIndex=integer toIndex=integer fromX=number fromY=number toX=number toY=number actions=:BrowserStep[]
PythonExecution,python_execution code
ls path* ignore=string[]
:TodoItem id content status=pending|in_progress|completed priority=high|medium|low
:ShowOutput type title path data description config=object startTime=integer duration=integer
:BrowserStep type index=integer ref coordinate=number[] fromIndex=integer toIndex=integer fromX=number fromY=number toX=number toY=number text value=any direction scroll_amount=integer duration=integer repeat=integer file_path`;
