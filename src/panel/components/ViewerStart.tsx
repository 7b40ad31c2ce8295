/** The panel page without a tab: a place to open session files. */
export const ViewerStart = ({ onOpen }: { onOpen(file: File): void }) => (
  <div class="empty">
    <h2>Open a session file</h2>
    <p>
      Drop a <code>.har</code> file here, or choose one: a session that Stormglass exported, or a
      HAR that Chrome DevTools saved. It is read on this machine and goes nowhere.
    </p>
    <label class="button main">
      Choose a file…
      <input
        type="file"
        class="spoken"
        accept=".har,.json,application/json"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = "";
          if (file) onOpen(file);
        }}
      />
    </label>
  </div>
);
